package io.stemedb.archive;

import io.stemedb.journal.Segment;
import java.io.IOException;

/** An archive has of this store what the data directory never wrote. */
public final class AheadArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    AheadArchiveException(String place, Segment other) {
        super(place + " has LSN " + other.fromLsn() + " to " + other.toLsn() + " of another history of this store: "
                + "the data directory was put back to an older state, or a copy of it runs elsewhere. Name an empty "
                + "folder as journal.archive_dir and take a backup. The newer state can be restored from an earlier "
                + "backup and this archive, into another data directory");
    }
}
