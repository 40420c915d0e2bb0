package io.stemedb.archive;

import java.io.IOException;

/** A place was an archive of this store and has nothing of it any more, not even the mark. */
public final class EmptiedArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    EmptiedArchiveException(String place, String held, long store) {
        super(place + " has nothing of this store any more" + (held.isEmpty() ? "" : ", and held " + held)
                + "; mount the disk that it is on. If all of it is gone for good, take a backup, and let the archive "
                + "begin again there with: touch " + place + "/" + Mark.name(store));
    }
}
