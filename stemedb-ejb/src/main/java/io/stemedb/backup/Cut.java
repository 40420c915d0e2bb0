package io.stemedb.backup;

import io.stemedb.journal.Segments;
import io.stemedb.store.KeyUse;
import io.stemedb.store.RecordKey;

/** Finds where a journal is to end: behind the last group that lies whole before a position, or at or before a time. */
final class Cut implements Segments.Sink {
    private final Until until;
    private final long from;
    private long boundary;
    private boolean found;

    /** @param from nothing before it is cut off: it is in runs */
    Cut(Until until, long from) {
        this.until = until;
        this.from = from;
        this.boundary = from;
    }

    @Override
    public void group(long lsn) {
        if (until instanceof Until.Position position && lsn > position.lsn()) {
            found = true;
        }
        if (!found) {
            boundary = Math.max(from, lsn);
        }
    }

    @Override
    public void record(long lsn, byte[] key, byte[] rest) {
        if (found || lsn < from) {
            return;
        }
        long at = KeyUse.isNote(key) ? KeyUse.ofNote(rest).at() : RecordKey.recordedAt(key);
        found = until instanceof Until.Time time && at > time.micros();
    }

    /** Whether it is known. */
    boolean found() {
        return found;
    }

    /** Where to end, given that the journal ends at {@code end}. */
    long at(long end) {
        boolean partOfAGroup = until instanceof Until.Position position && end > position.lsn();
        return found || partOfAGroup ? boundary : end;
    }
}
