package io.stemedb.files;

import java.io.IOException;
import java.nio.file.Path;

/** Is asked before a simulated disk does anything; makes the operation fail by throwing. */
@FunctionalInterface
public interface DiskHook {
    /** What a disk is about to do. */
    enum Operation {
        CREATE,
        OPEN,
        READ,
        WRITE,
        FORCE,
        TRUNCATE,
        RENAME,
        LINK,
        DELETE,
        CREATE_DIRECTORY,
        FORCE_DIRECTORY,
        LIST
    }

    /**
     * Lets the operation happen by returning.
     *
     * @throws IOException to make it fail; a write may have happened in part, a failed force loses what it pleases
     * @throws PowerCut to end the process here; a write may have happened in part, everything else may have or not
     */
    void before(Operation operation, Path path) throws IOException;

    /** This hook, then another. */
    default DiskHook then(DiskHook next) {
        return (operation, path) -> {
            before(operation, path);
            next.before(operation, path);
        };
    }
}
