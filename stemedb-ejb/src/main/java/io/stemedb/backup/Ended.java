package io.stemedb.backup;

import io.stemedb.task.Progress;
import java.io.IOException;

/** Somebody did not want the work any more. */
final class Ended extends IOException {
    private static final long serialVersionUID = 1L;

    private Ended() {
        super("it was ended before it was done; the next try goes on with what is there");
    }

    static void when(Progress progress) throws Ended {
        if (progress.aborted()) {
            throw new Ended();
        }
    }
}
