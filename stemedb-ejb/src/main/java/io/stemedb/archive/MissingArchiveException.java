package io.stemedb.archive;

import java.io.IOException;

/** There is no archive at a place. */
public final class MissingArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingArchiveException(String place, IOException cause) {
        super("there is no folder " + place + "; make it, or mount the disk that it is on", cause);
    }
}
