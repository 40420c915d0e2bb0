package io.stemedb.archive;

import java.io.IOException;
import java.util.Locale;

/** An archive has segments of another store: two stores in one would make each other's positions meaningless. */
public final class ForeignArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignArchiveException(String place, String name, long store) {
        super(place + " holds " + name + " of another store than this one, "
                + String.format(Locale.ROOT, "%016x", store)
                + "; nothing is written there: give each store an archive folder of its own");
    }
}
