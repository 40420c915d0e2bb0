package io.stemedb.backup;

import io.stemedb.assertion.PathHash;
import io.stemedb.journal.Segments;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordKey;

/**
 * Finds where a journal is to end: behind the last group that lies whole before a position, or at or before a time. It
 * counts what is before that.
 */
final class Cut implements Segments.Sink {
    private final Until until;
    private final long from;
    private Reached boundary;
    private long records;
    private long facts;
    private long clock;
    private boolean found;

    /** @param runs what is in runs: nothing of it is cut off */
    Cut(Until until, Reached runs) {
        this.until = until;
        this.from = runs.lsn();
        this.boundary = runs;
        this.records = runs.records();
        this.facts = runs.facts();
        this.clock = runs.clock();
    }

    @Override
    public void group(long lsn) {
        if (until instanceof Until.Position position && lsn > position.lsn()) {
            found = true;
        }
        if (!found) {
            boundary = before(Math.max(from, lsn));
        }
    }

    @Override
    public void record(long lsn, byte[] key, byte[] rest) {
        if (found || lsn < from) {
            return;
        }
        byte[] stored = JournalEntry.of(key, rest).fold(fresh -> key, twin -> twin.key(), none -> null);
        boolean note = stored == null;
        long at = note ? KeyUse.ofNote(rest).at() : RecordKey.recordedAt(stored);
        found = until instanceof Until.Time time && at > time.micros();
        if (!found) {
            records += note ? 0 : 1;
            facts += !note && RecordKey.shard(stored) == PathHash.SYSTEM_SHARD ? 1 : 0;
            clock = Math.max(clock, at);
        }
    }

    private Reached before(long lsn) {
        return new Reached(lsn, records, facts, clock);
    }

    /** Whether it is known. */
    boolean found() {
        return found;
    }

    /** Where to end, and what is before that, given that the journal ends at {@code end}. */
    Reached at(long end) {
        boolean partOfAGroup = until instanceof Until.Position position && end > position.lsn();
        return found || partOfAGroup ? boundary : before(end);
    }
}
