package io.stemedb.files;

import java.io.IOException;
import java.nio.file.Path;

/** Is told of each piece that a long pass over files has read, and may let it wait or end. */
@FunctionalInterface
public interface Pace {
    /** As fast as the disk is. */
    Pace UNLIMITED = (file, bytes) -> {};

    /**
     * So much more of a file was read.
     *
     * @throws StoppedException if the pass is to end here
     */
    void read(Path file, long bytes) throws StoppedException;

    /** Nobody wants the rest of the pass. */
    class StoppedException extends IOException {
        private static final long serialVersionUID = 1L;

        public StoppedException() {
            this("stopped");
        }

        protected StoppedException(String message) {
            super(message);
        }
    }
}
