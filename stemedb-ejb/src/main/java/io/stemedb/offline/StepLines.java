package io.stemedb.offline;

import io.stemedb.task.Progress;
import java.util.Locale;
import java.util.function.Consumer;

/** A line for each tenth, and the last one whole. */
final class StepLines implements Progress {
    private final Consumer<String> out;
    private int tenths = -1;

    StepLines(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void at(double fraction, String what) {
        int now = (int) (fraction * 10);
        if (now != tenths) {
            tenths = now;
            out.accept(fraction >= 1 ? what : String.format(Locale.ROOT, "%3d%% %s", (int) (fraction * 100), what));
        }
    }

    @Override
    public boolean aborted() {
        return false;
    }
}
