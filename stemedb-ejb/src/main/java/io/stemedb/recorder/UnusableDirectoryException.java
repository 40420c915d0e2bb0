package io.stemedb.recorder;

import java.io.IOException;

/** A data directory that this version cannot or must not open. The message says why, in one line. */
public final class UnusableDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableDirectoryException(String message) {
        super(message);
    }
}
