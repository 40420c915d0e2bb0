package io.stemedb.store;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the versions that show a run; closes it, and after a merge removes its files, when none does. A run of which
 * less counts by now is shown by another handle that shares the count.
 */
final class RunHandle {
    private final Run run;
    private final Holders holders;

    /** @param removal deletes the files, once the run is obsolete and closed */
    RunHandle(Run run, Runnable removal) {
        this(run, new Holders(run, removal));
    }

    private RunHandle(Run run, Holders holders) {
        this.run = run;
        this.holders = holders;
    }

    private static final class Holders {
        private final Run run;
        private final Runnable removal;
        private final AtomicInteger versions = new AtomicInteger();
        private volatile boolean obsolete;

        Holders(Run run, Runnable removal) {
            this.run = run;
            this.removal = removal;
        }
    }

    Run run() {
        return run;
    }

    /** The same run by an entry in which less of it counts; this handle if it is the same entry. */
    RunHandle as(RunEntry less) {
        return less.equals(run.entry()) ? this : new RunHandle(run.as(less), holders);
    }

    void hold() {
        holders.versions.incrementAndGet();
    }

    /** The manifest no longer names it. */
    void retire() {
        holders.obsolete = true;
    }

    void release() {
        if (holders.versions.decrementAndGet() == 0) {
            holders.run.close();
            if (holders.obsolete) {
                holders.removal.run();
            }
        }
    }
}
