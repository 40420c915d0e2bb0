package io.stemedb.node;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in an operator's words what Java says in the names of its exceptions. */
final class PlainReasons {
    private PlainReasons() {}

    /** Why {@code file} could not be read. */
    static String unreadable(Path file, IOException why) {
        if (Files.isDirectory(file)) {
            return "is a directory, not a file";
        }
        if (why instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (why instanceof CharacterCodingException) {
            return "is not UTF-8";
        }
        return "cannot be read: " + (why instanceof AccessDeniedException ? user() + " may not read it" : reason(why));
    }

    /** Why nothing could be written in {@code directory}, which need not exist. */
    static String unwritable(Path directory, IOException why) {
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            if (Files.isSymbolicLink(there)) {
                return there + " is a link to nothing";
            }
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return there + " is a file, not a directory";
        }
        if (why instanceof AccessDeniedException denied) {
            boolean below = Files.isWritable(there) && denied.getFile() != null;
            return user() + " may not write " + (below ? denied.getFile() : "in " + there);
        }
        return why instanceof NoSuchFileException ? "nothing can be made in " + there : reason(why);
    }

    private static String user() {
        return "user " + System.getProperty("user.name");
    }

    /** The operating system's words if it has any, such as "Read-only file system". */
    private static String reason(IOException why) {
        String words = why instanceof FileSystemException of ? of.getReason() : why.getMessage();
        if (words == null) {
            return why.toString();
        }
        String file = why instanceof FileSystemException of && of.getFile() != null ? of.getFile() + ": " : "";
        return file + words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
