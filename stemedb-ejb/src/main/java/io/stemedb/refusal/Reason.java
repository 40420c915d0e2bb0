package io.stemedb.refusal;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns an exception into one line that tells an operator why something failed. */
public final class Reason {
    private Reason() {}

    /**
     * The reason in words. If a file system gives no reason, the message of Java's exception is only the name of the
     * file, and the class of the exception has to say what is wrong. This method puts that behind the name.
     *
     * @param thrown an {@link UncheckedIOException} counts as its cause; other causes are not looked at
     * @return the message, or the text of the exception if it has no message; never null. An example is
     *     {@code /backups/db: access denied}.
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
