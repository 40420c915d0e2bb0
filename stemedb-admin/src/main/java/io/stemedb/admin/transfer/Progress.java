package io.stemedb.admin.transfer;

import io.stemedb.admin.command.Call;
import java.time.Duration;
import java.util.Locale;

/** Tells how far it is: on a terminal over the same line, else now and then. */
final class Progress {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration STEP_ON_A_TERMINAL = Duration.ofMillis(200);
    private static final int BAR = 20;

    private final Call call;
    private final long size;
    private final long from;
    private final long linesBefore;
    private final Duration begin;
    private Duration shown;

    /**
     * @param size of everything in bytes; -1 if that is not known
     * @param from where it begins this time
     * @param linesBefore what was done before
     */
    Progress(Call call, long size, long from, long linesBefore) {
        this.call = call;
        this.size = size;
        this.from = from;
        this.linesBefore = linesBefore;
        this.begin = call.pause().now();
        this.shown = begin;
    }

    void at(long offset, long lines, long refused) {
        Duration now = call.pause().now();
        Duration step = call.screen().progress() ? STEP_ON_A_TERMINAL : STEP;
        if (now.minus(shown).compareTo(step) >= 0) {
            shown = now;
            call.screen().progress(line(offset, lines, refused, now.minus(begin)));
        }
    }

    void ends() {
        call.screen().progressEnds();
    }

    private String line(long offset, long lines, long refused, Duration taken) {
        double seconds = Math.max(0.001, taken.toMillis() / 1000.0);
        double rate = (lines - linesBefore) / seconds;
        StringBuilder line = new StringBuilder();
        if (size > 0) {
            line.append(bar(offset));
        }
        line.append(String.format(Locale.ROOT, "%,d lines, %,.0f/s", lines, rate));
        if (refused > 0) {
            line.append(String.format(Locale.ROOT, ", %,d refused", refused));
        }
        if (size > 0 && offset > from) {
            long left = Math.round((size - offset) / ((offset - from) / seconds));
            line.append(String.format(Locale.ROOT, ", %d:%02d left", left / 60, left % 60));
        }
        return line.toString();
    }

    private String bar(long offset) {
        int done = (int) Math.min(BAR, BAR * offset / size);
        return String.format(
                Locale.ROOT,
                "[%s%s] %d %%, ",
                "#".repeat(done),
                ".".repeat(BAR - done),
                Math.min(100, 100 * offset / size));
    }
}
