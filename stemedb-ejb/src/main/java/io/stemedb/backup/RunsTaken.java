package io.stemedb.backup;

import io.stemedb.files.Pace;
import io.stemedb.store.RunName;
import io.stemedb.task.Progress;
import java.nio.file.Path;
import java.util.List;

/** How far a backup is with its runs, which are nine tenths of it: by what is read of each, and by what is done. */
final class RunsTaken implements Pace {
    private static final double SHARE = 0.9;

    private final Progress progress;
    private final long all;
    private long at;
    private long end;

    RunsTaken(Progress progress, List<RunName> runs) {
        this.progress = progress;
        this.all = runs.stream().mapToLong(RunsTaken::bytes).sum();
    }

    private static long bytes(RunName run) {
        return run.bytes() + run.sideBytes();
    }

    void begin(RunName run) {
        end = at + bytes(run);
    }

    @Override
    public void read(Path file, long bytes) throws AbortedException {
        AbortedException.when(progress);
        at = Math.min(end, at + bytes); // one that is damaged in an earlier backup is read there and taken anew
        say("reading " + file);
    }

    void end(String what) {
        at = end;
        say(what);
    }

    private void say(String what) {
        progress.at(SHARE * at / all, what);
    }
}
