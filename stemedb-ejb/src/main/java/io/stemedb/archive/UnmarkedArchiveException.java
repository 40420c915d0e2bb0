package io.stemedb.archive;

import java.io.IOException;

/**
 * A folder is no archive of a store: it has nothing of it, not even the mark that the node makes at its first start
 * with it.
 */
public final class UnmarkedArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    UnmarkedArchiveException(String place, String mark) {
        super(place + " is no archive of this store: neither a segment of it nor the file " + mark + " is there");
    }
}
