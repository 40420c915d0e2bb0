package io.stemedb.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the store is missing, cut, foreign or damaged. Nothing is answered from it. */
public final class StoreDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    StoreDamagedException(Path file, String what) {
        this(file, what, null);
    }

    StoreDamagedException(Path file, String what, Throwable cause) {
        super("store damaged: " + file + ": " + what, cause);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
