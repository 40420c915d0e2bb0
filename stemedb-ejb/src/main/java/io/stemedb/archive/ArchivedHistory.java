package io.stemedb.archive;

import io.stemedb.files.DiskFile;
import io.stemedb.journal.Journal;
import io.stemedb.journal.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads again what an archive holds of a journal. */
public final class ArchivedHistory {
    private final Archive archive;
    private final long store;

    public ArchivedHistory(Archive archive, long store) {
        this.archive = archive;
        this.store = store;
    }

    /** Whether it has all of a range; false as well if the archive is away. */
    public boolean holds(long fromLsn, long toLsn) {
        try {
            return !Holdings.of(archive, store).covering(fromLsn, toLsn).isEmpty();
        } catch (IOException away) {
            return false;
        }
    }

    /** Behind all that it holds or has given up; 0 if it is away. */
    public long end() {
        try {
            Holdings held = Holdings.of(archive, store);
            return Stream.concat(held.segments().stream(), held.lost().stream())
                    .mapToLong(one -> one.segment().toLsn())
                    .max()
                    .orElse(0);
        } catch (IOException away) {
            return 0;
        }
    }

    /**
     * Hands over every record of a range.
     *
     * @throws IOException if it has not all of it, or something of it cannot be read
     */
    public void read(long fromLsn, long toLsn, Journal.Sink sink) throws IOException {
        List<ArchivedSegment> some = Holdings.of(archive, store).covering(fromLsn, toLsn);
        if (some.isEmpty() && fromLsn < toLsn) {
            throw new IOException(archive.place() + " does not hold LSN " + fromLsn + " to " + toLsn);
        }
        for (ArchivedSegment one : some) {
            try (DiskFile copy = archive.open(one.name())) {
                Path path = Path.of(archive.place(), one.name());
                Segments.check(path, copy, one.segment());
                Segments.frames(path, copy, one.segment(), (lsn, key, rest) -> {
                    if (lsn >= fromLsn && lsn < toLsn) {
                        sink.record(lsn, key, rest);
                    }
                });
            }
        }
    }
}
