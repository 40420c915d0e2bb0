package io.stemedb.intake;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.progress.Token;
import io.stemedb.query.SlotCache;
import io.stemedb.reading.AssertionReader;
import io.stemedb.recorder.Database;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceRegistry;

/** The open database and what is kept in memory beside it; every service of the node looks here. */
public final class OpenDatabase {
    private final Database database;
    private final Positions positions;
    private final SlotCache cache;
    private final Recording recording;
    private final AssertionReader reader;
    private volatile SourceRegistry registry;

    /**
     * @param recording where everything that is written goes
     * @param reader where everything that is not about one concept path is read
     */
    public OpenDatabase(
            Database database, SlotCache cache, Positions positions, Recording recording, AssertionReader reader) {
        this.database = database;
        this.cache = cache;
        this.recording = recording;
        this.reader = reader;
        this.positions = positions;
        this.registry = sources(database);
    }

    /** Nothing can be answered without them, so if they are in a damaged run it is healed before the node serves. */
    private static SourceRegistry sources(Database database) {
        if (database.store().lost().sources()) {
            return SourceRegistry.LOST;
        }
        try {
            return Sources.load(database.reader());
        } catch (StemeException refused) {
            database.store().healNow();
            return Sources.load(database.reader());
        }
    }

    public Positions positions() {
        return positions;
    }

    /** Where everything that is written goes. */
    public Recording recording() {
        return recording;
    }

    /** What is held, here or by other nodes. */
    public AssertionReader reader() {
        return reader;
    }

    public Database database() {
        return database;
    }

    public SourceRegistry registry() {
        return registry;
    }

    /** A record has become visible; called on the writing thread only. */
    public void applied(Recorded recorded) {
        if (recorded.assertion().conceptPath().startsWith(PathHash.SYSTEM_ROOT)) {
            registry = registry.with(recorded);
        }
        cache.applied(recorded);
    }

    int shardOf(Recorded recorded) {
        return PathHash.shardOf(recorded.assertion(), database.identity().shardCount());
    }

    Token tokenOf(Recorded recorded) {
        return Token.of(shardOf(recorded), recorded.dot());
    }
}
