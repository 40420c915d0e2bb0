package io.stemedb.engine;

import io.stemedb.feed.ChangeLog;
import io.stemedb.journal.Tail;
import io.stemedb.recorder.Database;

/** What was recorded, as the feed of changes reads it. */
public record JournalChangeLog(Database database) implements ChangeLog {
    @Override
    public long recorder() {
        return database.identity().store();
    }

    @Override
    public Shown shown() {
        var shown = database.shown();
        return new Shown(shown.lsn(), shown.horizon().dots());
    }

    @Override
    public Tail tail() {
        return database.tail();
    }
}
