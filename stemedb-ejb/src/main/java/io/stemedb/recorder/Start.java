package io.stemedb.recorder;

import io.stemedb.assertion.Recorded;
import io.stemedb.journal.Journal;
import io.stemedb.store.Store;
import io.stemedb.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Opens a data directory: makes it where there is none, and brings the store to where the journal ends. */
final class Start {
    private static final System.Logger LOGGER = System.getLogger(Database.class.getName());

    private final DatabaseOptions options;
    private final Surroundings around;
    private final Consumer<Recorded> applied;
    private final Runnable replayed;

    Start(DatabaseOptions options, Surroundings around, Consumer<Recorded> applied, Runnable replayed) {
        this.options = options;
        this.around = around;
        this.applied = applied;
        this.replayed = replayed;
    }

    Database open() throws IOException {
        boolean fresh = !Identity.exists(around.disk(), options.directory());
        if (fresh) {
            create();
        }
        around.disk().forceDirectory(options.directory()); // a kill may have left the identity in the cache only
        Identity identity = Identity.read(around.disk(), options.directory());
        warnOfAnotherName(identity);
        Store store = Store.open(around.disk(), db(), identity.store(), storeOptions(identity));
        try {
            Journal.Opened opened = replay(identity, store);
            Recorder recorder = recorder(identity, store, opened.journal());
            Database.Opening opening = new Database.Opening(fresh, opened.records(), tornTail(opened));
            return new Database(identity, opened.journal(), store, recorder, opening);
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private StoreOptions storeOptions(Identity identity) {
        return new StoreOptions(
                identity.shardCount(),
                options.tableBytes(),
                options.mergeFan(),
                DatabaseOptions.IDEMPOTENCY_MICROS,
                around.flusher(),
                around.merger());
    }

    private Journal.Opened replay(Identity identity, Store store) throws IOException {
        Journal.Sink sink = (lsn, key, rest) -> {
            if (store.tableFull()) {
                store.flushNow(lsn);
            }
            store.apply(key, rest);
            replayed.run();
        };
        return Journal.open(
                around.disk(),
                wal(),
                identity.store(),
                options.segmentBytes(),
                store.flushedLsn(),
                sink,
                around.housekeeper());
    }

    private static String tornTail(Journal.Opened opened) {
        if (opened.tornSegment() == null) {
            return null;
        }
        String torn = opened.tornSegment() + " at offset " + opened.tornOffset();
        LOGGER.log(System.Logger.Level.WARNING, "a write that was never acknowledged was cut off: {0}", torn);
        return torn;
    }

    private Recorder recorder(Identity identity, Store store, Journal journal) {
        // Runs are what lets segments go, so that no segment may take the room that the next run needs. The one of a
        // start
        // may: without it nothing could be written.
        journal.leaveFree(options.tableBytes());
        HybridClock clock = new HybridClock(around.wallMicros(), store.clock());
        RecorderOptions recorderOptions = new RecorderOptions(
                identity.store(),
                identity.shardCount(),
                DatabaseOptions.IDEMPOTENCY_MICROS,
                Journal.largestRecord(options.segmentBytes()),
                options.retention(),
                around.housekeeper());
        return new Recorder(journal, store, clock, recorderOptions, applied);
    }

    /** The identity comes last: a directory without one is not a database yet and is made anew. */
    private void create() throws IOException {
        around.disk().createDirectories(options.directory());
        refuseForeignFiles();
        long incarnation = around.random().nextLong();
        byte[] clusterId = new byte[16];
        around.random().nextBytes(clusterId);
        String nodeId = options.nodeId() != null
                ? options.nodeId()
                : "node-" + HexFormat.of().toHexDigits(around.random().nextInt());
        Store.create(around.disk(), db(), incarnation);
        Journal.create(around.disk(), wal(), incarnation, options.segmentBytes());
        new Identity(Identity.FORMAT, nodeId, HexFormat.of().formatHex(clusterId), options.shardCount(), incarnation)
                .write(around.disk(), options.directory());
    }

    /** A lost identity must not make a full directory look like an empty one. */
    private void refuseForeignFiles() throws IOException {
        around.disk().createDirectories(db());
        around.disk().createDirectories(wal());
        boolean runs = around.disk().list(db()).stream().anyMatch(name -> name.startsWith("run-"));
        if (runs || !Journal.untouched(around.disk(), wal())) {
            throw new UnusableDirectoryException(
                    options.directory() + " holds data but no " + Identity.FILE + "; put that file back from a backup");
        }
        // What is there is what a crash left of making this very directory: an empty segment, perhaps.
        for (String name : around.disk().list(wal())) {
            around.disk().delete(wal().resolve(name));
        }
    }

    private void warnOfAnotherName(Identity identity) {
        if (options.nodeId() != null && !options.nodeId().equals(identity.nodeId())) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the data directory belongs to node {0}; the configured node id {1} is not used",
                    identity.nodeId(),
                    options.nodeId());
        }
    }

    private Path db() {
        return options.directory().resolve("db");
    }

    private Path wal() {
        return options.directory().resolve("wal");
    }
}
