package io.stemedb.journal;

import java.io.IOException;

/**
 * A write or force of the journal failed. Nothing is known of the group it held, and a second force would lie (the
 * kernel drops the pages that it could not write), so the journal takes nothing more until the node is started again.
 */
public final class JournalFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
