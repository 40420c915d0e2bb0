package io.stemedb.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A finished file is not what was written. Nothing read from it may be believed from here on without its checks. */
public final class DamagedBlockException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    DamagedBlockException(Path file, long offset, String what) {
        super(file + " is damaged at byte " + offset + ": " + what);
        this.file = file;
        this.offset = offset;
    }

    /** The damage behind a failure of MVStore, which wraps what its files throw. */
    public static Optional<DamagedBlockException> behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DamagedBlockException damage) {
                return Optional.of(damage);
            }
        }
        return Optional.empty();
    }

    public Path file() {
        return file;
    }

    /** Where the damaged block begins. */
    public long offset() {
        return offset;
    }
}
