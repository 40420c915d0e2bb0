package io.stemedb.recorder;

import io.stemedb.assertion.Recorded;
import io.stemedb.journal.Journal;
import io.stemedb.store.AssertionReader;
import io.stemedb.store.Store;
import io.stemedb.store.StoreOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * One data directory, open: identity, journal and store, with everything that was acknowledged in place.
 *
 * <p>It writes only when {@link #step} is called; {@link WriterThread} does that in production.
 */
public final class Database implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(Database.class.getName());

    private final Identity identity;
    private final Journal journal;
    private final Store store;
    private final Recorder recorder;
    private final Opening opening;

    /**
     * What a start found.
     *
     * @param fresh whether the directory was made by it
     * @param replayed records read from the journal
     * @param tornTail where a write that was under way at a crash was cut off, or null
     */
    public record Opening(boolean fresh, long replayed, String tornTail) {}

    private Database(Identity identity, Journal journal, Store store, Recorder recorder, Opening opening) {
        this.identity = identity;
        this.journal = journal;
        this.store = store;
        this.recorder = recorder;
        this.opening = opening;
    }

    /**
     * Opens a data directory, making it where there is none.
     *
     * @param applied told of each record once it is visible, before it is acknowledged; on the writing thread; must not
     *     throw
     * @throws IOException where something that was acknowledged cannot be read, or the disk fails
     */
    public static Database open(DatabaseOptions options, Surroundings around, Consumer<Recorded> applied)
            throws IOException {
        return open(options, around, applied, () -> {});
    }

    /**
     * Opens a data directory and tells how that goes on.
     *
     * @param replayed told of each record that was read back from the journal
     */
    public static Database open(
            DatabaseOptions options, Surroundings around, Consumer<Recorded> applied, Runnable replayed)
            throws IOException {
        boolean fresh = !Identity.exists(around.disk(), options.directory());
        if (fresh) {
            create(options, around);
        }
        around.disk().forceDirectory(options.directory()); // a kill may have left the identity in the cache only
        Identity identity = Identity.read(around.disk(), options.directory());
        warnOfAnotherName(identity, options);
        StoreOptions storeOptions = new StoreOptions(
                identity.shardCount(),
                options.tableBytes(),
                options.mergeFan(),
                DatabaseOptions.IDEMPOTENCY_MICROS,
                around.flusher(),
                around.merger());
        Store store = Store.open(around.disk(), db(options), identity.store(), storeOptions);
        try {
            return replay(options, around, applied, replayed, identity, store, fresh);
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static Database replay(
            DatabaseOptions options,
            Surroundings around,
            Consumer<Recorded> applied,
            Runnable replayed,
            Identity identity,
            Store store,
            boolean fresh)
            throws IOException {
        Journal.Opened opened = Journal.open(
                around.disk(),
                wal(options),
                identity.store(),
                options.segmentBytes(),
                store.flushedLsn(),
                (lsn, key, rest) -> {
                    if (store.tableFull()) {
                        store.flushNow(lsn);
                    }
                    store.apply(key, rest);
                    replayed.run();
                },
                around.housekeeper());
        String torn = opened.tornSegment() == null ? null : opened.tornSegment() + " at offset " + opened.tornOffset();
        if (torn != null) {
            LOGGER.log(System.Logger.Level.WARNING, "a write that was never acknowledged was cut off: {0}", torn);
        }
        HybridClock clock = new HybridClock(around.wallMicros(), store.clock());
        RecorderOptions recorderOptions = new RecorderOptions(
                identity.store(),
                identity.shardCount(),
                DatabaseOptions.IDEMPOTENCY_MICROS,
                options.retention(),
                around.housekeeper());
        Recorder recorder = new Recorder(opened.journal(), store, clock, recorderOptions, applied);
        Opening opening = new Opening(fresh, opened.records(), torn);
        return new Database(identity, opened.journal(), store, recorder, opening);
    }

    /** The identity comes last: a directory without one is not a database yet and is made anew. */
    private static void create(DatabaseOptions options, Surroundings around) throws IOException {
        around.disk().createDirectories(options.directory());
        refuseForeignFiles(options, around);
        long incarnation = around.random().nextLong();
        byte[] clusterId = new byte[16];
        around.random().nextBytes(clusterId);
        String nodeId = options.nodeId() != null
                ? options.nodeId()
                : "node-" + HexFormat.of().toHexDigits(around.random().nextInt());
        Store.create(around.disk(), db(options), incarnation);
        Journal.create(around.disk(), wal(options), incarnation, options.segmentBytes());
        new Identity(Identity.FORMAT, nodeId, HexFormat.of().formatHex(clusterId), options.shardCount(), incarnation)
                .write(around.disk(), options.directory());
    }

    /** A lost identity must not make a full directory look like an empty one. */
    private static void refuseForeignFiles(DatabaseOptions options, Surroundings around) throws IOException {
        around.disk().createDirectories(db(options));
        around.disk().createDirectories(wal(options));
        boolean runs = around.disk().list(db(options)).stream().anyMatch(name -> name.startsWith("run-"));
        if (runs || !Journal.untouched(around.disk(), wal(options))) {
            throw new UnusableDirectoryException(
                    options.directory() + " holds data but no " + Identity.FILE + "; put that file back from a backup");
        }
        // What is there is what a crash left of making this very directory: an empty segment, perhaps.
        for (String name : around.disk().list(wal(options))) {
            around.disk().delete(wal(options).resolve(name));
        }
    }

    private static void warnOfAnotherName(Identity identity, DatabaseOptions options) {
        if (options.nodeId() != null && !options.nodeId().equals(identity.nodeId())) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the data directory belongs to node {0}; the configured node id {1} is not used",
                    identity.nodeId(),
                    options.nodeId());
        }
    }

    private static Path db(DatabaseOptions options) {
        return options.directory().resolve("db");
    }

    private static Path wal(DatabaseOptions options) {
        return options.directory().resolve("wal");
    }

    /** Writes what was handed in; see {@link Recorder#step}. */
    public boolean step() {
        return recorder.step();
    }

    public Identity identity() {
        return identity;
    }

    public Opening opening() {
        return opening;
    }

    public AssertionReader reader() {
        return store.reader();
    }

    public Recorder recorder() {
        return recorder;
    }

    public Store store() {
        return store;
    }

    /** Position behind the last durable group. */
    public long journalLsn() {
        return journal.forcedLsn();
    }

    /** Lets go of all files. Appends that were not stepped are refused by then or lost; nothing acknowledged is. */
    @Override
    public void close() throws IOException {
        recorder.close();
        try {
            journal.close();
        } finally {
            store.close();
        }
    }
}
