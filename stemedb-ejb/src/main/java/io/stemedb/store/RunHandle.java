package io.stemedb.store;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the versions that show a run; closes it, and after a merge removes its files, when none does. */
final class RunHandle {
    private final Run run;
    private final Runnable removal;
    private final AtomicInteger versions = new AtomicInteger();
    private volatile boolean obsolete;

    /** @param removal deletes the files, once the run is obsolete and closed */
    RunHandle(Run run, Runnable removal) {
        this.run = run;
        this.removal = removal;
    }

    Run run() {
        return run;
    }

    void hold() {
        versions.incrementAndGet();
    }

    /** The manifest no longer names it. */
    void retire() {
        obsolete = true;
    }

    void release() {
        if (versions.decrementAndGet() == 0) {
            run.close();
            if (obsolete) {
                removal.run();
            }
        }
    }
}
