package io.stemedb.files;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** A disk has no room for what was to be written. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What the operating system calls it. Java has no exception of its own for either. */
    private static final Set<String> NAMES = Set.of("no space left", "disk quota exceeded");

    public DiskFullException(String message) {
        super(message);
    }

    /** Whether a full disk is behind a failure, however often it was wrapped. */
    public static boolean behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DiskFullException || (cause instanceof IOException && saysSo(cause.getMessage()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSo(String message) {
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(text::contains);
    }
}
