package io.stemedb.backup;

import io.stemedb.files.Pace;
import io.stemedb.task.Progress;

/** Somebody did not want the work any more. */
final class AbortedException extends Pace.StoppedException {
    private static final long serialVersionUID = 1L;

    private AbortedException() {
        super("it was ended before it was done; the next try goes on with what is there");
    }

    static void when(Progress progress) throws AbortedException {
        if (progress.aborted()) {
            throw new AbortedException();
        }
    }
}
