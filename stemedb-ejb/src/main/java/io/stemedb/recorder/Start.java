package io.stemedb.recorder;

import io.stemedb.archive.Archive;
import io.stemedb.archive.Archiver;
import io.stemedb.archive.FolderArchive;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskFullException;
import io.stemedb.files.SetAside;
import io.stemedb.journal.Journal;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.JournalHistory;
import io.stemedb.store.Healing;
import io.stemedb.store.StoppedStore;
import io.stemedb.store.Store;
import io.stemedb.store.StoreDamagedException;
import io.stemedb.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Opens a data directory: makes it if there is none, and brings the store to where the journal ends. */
final class Start {
    private static final long A_DAY_MICROS = 86_400_000_000L;

    private static final System.Logger LOGGER = System.getLogger(Database.class.getName());

    /** Before the node ended the second table was full at most, and then one group came on top of it. */
    private static final long A_GROUP_IN_MEMORY = 16 << 20;

    private final DatabaseOptions options;
    private final Surroundings around;
    private final Consumer<Recorded> applied;
    private final Replayed replayed;

    Start(DatabaseOptions options, Surroundings around, Consumer<Recorded> applied, Replayed replayed) {
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
        Identity identity = Identity.readToWrite(around.disk(), options.directory());
        refuseHalfRepaired();
        warnOfAnotherName(identity);
        around.disk().createDirectories(db()); // a folder that is gone is no more than its files
        around.disk().createDirectories(wal());
        try {
            return opened(fresh, identity);
        } catch (StoreDamagedException damaged) {
            throw damaged.advising(advice());
        } catch (JournalDamagedException damaged) {
            throw damaged.advising(advice());
        }
    }

    private void refuseHalfRepaired() throws UnusableDirectoryException {
        if (around.disk().exists(options.directory().resolve(Identity.UNFINISHED_REPAIR))) {
            throw new UnusableDirectoryException(options.directory()
                    + " is being repaired and that is not finished; stemedb-node repair --apply --data-dir "
                    + options.directory() + " goes on with it");
        }
    }

    private String advice() {
        return "to see what can be saved: stemedb-node repair --data-dir " + options.directory();
    }

    private Database opened(boolean fresh, Identity found) throws IOException {
        Store store = store(found);
        try {
            Identity identity = Identity.read(around.disk(), options.directory()); // it may record under another name
            Journal.Opened opened = replay(identity, store);
            if (options.others()) {
                store.healAtStart();
            }
            Archiver archiver = archiver(identity);
            OwnName name = new OwnName(around.disk(), options.directory(), around.random(), store, identity);
            Recorder recorder = recorder(name, store, opened.journal(), archiver);
            Database.Opening opening = new Database.Opening(fresh, opened.records(), tornTail(opened));
            return new Database(name, opened.journal(), store, recorder, archiver, opening);
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * Opens the store. A lost manifest, and all that it named, is made again if the journal has everything from the
     * first record on.
     */
    private Store store(Identity identity) throws IOException {
        Healing healing = healing(identity);
        try {
            return Store.open(
                    around.disk(), db(), identity.store(), identity.recorders(), storeOptions(identity), healing);
        } catch (StoreDamagedException damaged) {
            if (!damaged.isOfManifest()) {
                throw damaged;
            }
            requireWholeJournal(identity, damaged);
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "{0}; it is made again by reading back the whole journal, and what was there is in {1}",
                    damaged.getMessage(),
                    healing.setAside());
            // Numbers may be lost with the manifest that others know already.
            Identity renamed = identity.recordingAnew(around.random());
            renamed.write(around.disk(), options.directory());
            StoppedStore.startOver(around.disk(), db(), identity.store(), aside());
            return Store.open(
                    around.disk(), db(), identity.store(), renamed.recorders(), storeOptions(identity), healing);
        }
    }

    /** Before the runs are set aside: with a damaged journal they may be the only ones that have something. */
    private void requireWholeJournal(Identity identity, StoreDamagedException damaged) throws IOException {
        try {
            history(identity).verify();
        } catch (JournalDamagedException alsoDamaged) {
            throw damaged.advising(alsoDamaged.getMessage());
        }
    }

    private StoreOptions storeOptions(Identity identity) {
        return new StoreOptions(
                identity.shardCount(),
                options.tableBytes(),
                options.mergeFan(),
                DatabaseOptions.IDEMPOTENCY_MICROS,
                around.flusher(),
                around.merger(),
                options.merging());
    }

    private JournalHistory history(Identity identity) {
        return new JournalHistory(around.disk(), wal(), identity.store());
    }

    private Healing healing(Identity identity) {
        return new Healing(
                RetainedHistory.of(around.disk(), options, identity),
                setAside(),
                around.wallMicros(),
                around.healer(),
                options.others());
    }

    private Journal.Opened replay(Identity identity, Store store) throws IOException {
        long from = store.flushedLsn();
        long end = history(identity).endAtMost();
        Journal.Sink sink = (lsn, key, rest) -> {
            if (store.tableFull()) {
                makeRoom(store, lsn);
            }
            store.apply(key, rest);
            replayed.record(lsn - from, end - from);
        };
        return Journal.open(
                around.disk(), wal(), identity.store(), options.segmentBytes(), from, sink, around.housekeeper());
    }

    /**
     * A table that a full disk takes no run of stays in memory beside a second one, as while a node runs, so that it
     * starts and reads go on. More than these two were never there, unless the tables were larger then.
     */
    private static void makeRoom(Store store, long lsn) throws IOException {
        boolean tooMuch = store.tableFullBy(A_GROUP_IN_MEMORY);
        if (store.flushing() && !tooMuch) {
            return;
        }
        try {
            store.flushNow(lsn);
        } catch (IOException failure) {
            if (tooMuch || !DiskFullException.behind(failure)) {
                throw failure;
            }
        }
    }

    private static String tornTail(Journal.Opened opened) {
        if (opened.tornSegment() == null) {
            return null;
        }
        String torn = opened.tornSegment() + " at offset " + opened.tornOffset();
        // Whether it was cannot be known if nothing was written behind it.
        LOGGER.log(
                System.Logger.Level.WARNING,
                "the end of the journal was cut off; nothing says that it was acknowledged: {0}",
                torn);
        return torn;
    }

    private Archive archive() {
        return new FolderArchive(around.disk(), options.archive().folder());
    }

    private Archiver archiver(Identity identity) {
        return options.archive() == null
                ? null
                : new Archiver(
                        around.disk(),
                        wal(),
                        identity.store(),
                        archive(),
                        options.archive().retention(),
                        around.wallMicros());
    }

    private Recorder recorder(OwnName name, Store store, Journal journal, Archiver archiver) {
        // Runs are what lets segments go, so that no segment may take the room that the next run needs. The one of a
        // start
        // may: without it nothing could be written.
        journal.leaveFree(options.tableBytes());
        // Times of other nodes count as far as they would if they came now.
        long observed = Math.min(store.clock(), around.wallMicros().getAsLong() + HybridClock.MOST_SKEW_MICROS);
        // A fact of a node whose clock was off by years may be among what is here.
        long newest = Math.min(store.clock(), around.wallMicros().getAsLong() + A_DAY_MICROS);
        HybridClock clock = new HybridClock(around.wallMicros(), Math.max(store.givenClock(), observed), newest);
        RecorderOptions recorderOptions = new RecorderOptions(
                name,
                name.identity().shardCount(),
                DatabaseOptions.IDEMPOTENCY_MICROS,
                Journal.largestRecord(options.segmentBytes()),
                options.retention(),
                options.queueBytes(),
                new Archiving(archiver, around.archiver(), aside()),
                options.merging().debt(),
                around.housekeeper(),
                around.answers());
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
        StoppedStore.create(around.disk(), db(), incarnation);
        Journal.create(around.disk(), wal(), incarnation, options.segmentBytes());
        new Identity(Identity.FORMAT, nodeId, HexFormat.of().formatHex(clusterId), options.shardCount(), incarnation)
                .write(around.disk(), options.directory());
    }

    /** A lost identity must not make a full directory look like an empty one. */
    private void refuseForeignFiles() throws IOException {
        if (around.disk().exists(options.directory().resolve(Identity.UNFINISHED_RESTORE))) {
            throw new UnusableDirectoryException(options.directory()
                    + " is being restored and that is not finished; repeat the stemedb-node restore that began it");
        }
        around.disk().createDirectories(db());
        around.disk().createDirectories(wal());
        boolean runs = around.disk().list(db()).stream().anyMatch(name -> name.startsWith("run-"));
        if (runs || !Journal.untouched(around.disk(), wal())) {
            throw new UnusableDirectoryException(
                    options.directory() + " holds data but no " + Identity.FILE + "; " + Identity.LOST);
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
        return options.folders().runs();
    }

    private Path setAside() {
        return options.folders().setAside();
    }

    private SetAside aside() {
        return new SetAside(around.disk(), setAside(), around.wallMicros());
    }

    private Path wal() {
        return options.folders().journal();
    }
}
