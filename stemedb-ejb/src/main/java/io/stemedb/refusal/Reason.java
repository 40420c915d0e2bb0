package io.stemedb.refusal;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something failed, in one line for an operator. */
public final class Reason {
    private Reason() {}

    /**
     * The message of what was thrown. Java says the most frequent failures of a file system by the name of the
     * exception alone and leaves its message at the file's name; what the name says is put behind it.
     *
     * @return as in {@code /backups/db: access denied}; never null
     */
    public static String of(Throwable thrown) {
        if (thrown instanceof UncheckedIOException unchecked) {
            return of(unchecked.getCause());
        }
        String message = thrown.getMessage();
        if (thrown instanceof FileSystemException told && told.getReason() == null) {
            return message == null ? nameOf(told) : message + ": " + nameOf(told);
        }
        return message == null ? thrown.toString() : message;
    }

    private static String nameOf(FileSystemException thrown) {
        if (thrown instanceof NoSuchFileException) {
            return "no such file";
        }
        if (thrown instanceof AccessDeniedException) {
            return "access denied";
        }
        if (thrown instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (thrown instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (thrown instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        return thrown.getClass().getSimpleName();
    }
}
