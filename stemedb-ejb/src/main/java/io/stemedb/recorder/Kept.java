package io.stemedb.recorder;

import io.stemedb.journal.JournalHistory;
import io.stemedb.store.History;
import java.io.IOException;

/** The journal as what damaged runs are healed from. */
record Kept(JournalHistory journal) implements History {
    @Override
    public boolean holds(long fromLsn, long toLsn) throws IOException {
        return journal.reaches(fromLsn);
    }

    @Override
    public void read(long fromLsn, long toLsn, Sink sink) throws IOException {
        journal.read(fromLsn, toLsn, sink::record);
    }
}
