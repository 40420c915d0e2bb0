package io.stemedb.task;

import java.io.IOException;

/** Something that takes longer than a request. */
@FunctionalInterface
public interface Work {
    /**
     * Does it, from where an earlier try got to if it can.
     *
     * @throws IOException if it cannot be done; the message says why and what to do, in one line
     */
    void run(Progress progress) throws IOException;
}
