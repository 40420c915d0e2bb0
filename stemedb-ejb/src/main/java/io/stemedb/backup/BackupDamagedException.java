package io.stemedb.backup;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a backup is not what it was when the backup was taken. */
public final class BackupDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    BackupDamagedException(Path file, long offset, String what) {
        super("backup damaged: " + file + " at offset " + offset + ": " + what);
    }
}
