package io.stemedb.engine;

import io.stemedb.feed.History;
import io.stemedb.journal.Tail;
import io.stemedb.recorder.Database;

/** What was recorded, as the feed of changes reads it. */
record Past(Database database) implements History {
    @Override
    public long recorder() {
        return database.identity().store();
    }

    @Override
    public long visibleLsn() {
        return database.visibleLsn();
    }

    @Override
    public long number(int shard) {
        return database.store().dot(recorder(), shard);
    }

    @Override
    public Tail tail() {
        return database.tail();
    }
}
