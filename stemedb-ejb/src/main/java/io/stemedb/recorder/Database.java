package io.stemedb.recorder;

import io.stemedb.archive.ArchiveScrub;
import io.stemedb.archive.Archiver;
import io.stemedb.assertion.Recorded;
import io.stemedb.journal.Journal;
import io.stemedb.journal.JournalScrub;
import io.stemedb.journal.Tail;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.AssertionReader;
import io.stemedb.store.ShardDrop;
import io.stemedb.store.Store;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One data directory, open: identity, journal and store, with everything that was acknowledged in place.
 *
 * <p>It writes only when {@link #step} is called; {@link WriterThread} does that in production.
 */
public final class Database implements Closeable {
    private final OwnName name;
    private final Journal journal;
    private final Store store;
    private final Recorder recorder;
    private final Archiver archiver;
    private final Opening opening;
    private volatile Runnable dropped = () -> {};

    /**
     * What a start found.
     *
     * @param fresh whether the directory was made by it
     * @param replayed records read from the journal
     * @param tornTail where the end of the journal was cut off, as nothing says that it was acknowledged, or null
     */
    public record Opening(boolean fresh, long replayed, String tornTail) {}

    Database(OwnName name, Journal journal, Store store, Recorder recorder, Archiver archiver, Opening opening) {
        this.name = name;
        this.journal = journal;
        this.store = store;
        this.recorder = recorder;
        this.archiver = archiver;
        this.opening = opening;
    }

    /**
     * Opens a data directory, making it if there is none.
     *
     * @param applied told of each record once it is visible, before it is acknowledged; on the writing thread; must not
     *     throw
     * @throws IOException if something that was acknowledged cannot be read, or the disk fails
     */
    public static Database open(DatabaseOptions options, Surroundings around, Consumer<Recorded> applied)
            throws IOException {
        return open(options, around, applied, (readBytes, ofBytes) -> {});
    }

    /**
     * Opens a data directory and tells how that goes on.
     *
     * @param replayed told of each record that was read back from the journal
     */
    public static Database open(
            DatabaseOptions options, Surroundings around, Consumer<Recorded> applied, Replayed replayed)
            throws IOException {
        return new Start(options, around, applied, replayed).open();
    }

    /** Writes what was handed in; see {@link Recorder#step}. */
    public boolean step() {
        return recorder.step();
    }

    /** Who it is now: it may come to record under another name. */
    public Identity identity() {
        return name.identity();
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

    /** Has somebody told on the writing thread when a shard was dropped: what was read of it before holds no more. */
    public void whenDropped(Runnable listener) {
        dropped = listener;
    }

    /**
     * Drops this node's copy of a shard, if it still is what it was. If some of it is in memory only, that is flushed
     * first, and this is to be asked again.
     *
     * @param held what the copy must be, no more and no less
     * @return whether it was dropped; exceptionally if the node takes no writes or the disk fails
     */
    public CompletableFuture<Boolean> drop(int shard, ShardVector held) {
        return recorder.between(() -> {
            ShardDrop dropping = store.dropping();
            if (!store.reached(shard).equals(held)) {
                return false;
            }
            if (dropping.isInTables(shard) && !store.flushing()) {
                store.freeze(journal.forcedLsn());
            }
            if (!dropping.run(shard)) {
                return false;
            }
            recorder.advance();
            store.losses().shrunk(Set.of(shard));
            if (store.losses().awaited().contains(shard)) {
                store.losses().found(Set.of(shard)); // what is held no more lacks nothing
            }
            dropped.run();
            return true;
        });
    }

    /**
     * Counts records of a shard that this node has and may have lost count of, as they came in no order.
     *
     * @param found a vector of some that it has
     * @param shrinks what {@code store().losses().shrinks(shard)} was before the first of them was found to be here
     * @return whether they are counted now: not if something was lost or dropped since
     */
    public CompletableFuture<Boolean> cover(int shard, ShardVector found, int shrinks) {
        return recorder.between(() -> {
            boolean counted = store.losses().cover(shard, found, shrinks);
            if (counted) {
                recorder.advance();
            }
            return counted;
        });
    }

    /** How the archive of the journal stands; empty if there is none. */
    public Optional<Archiver.State> archive() {
        return Optional.ofNullable(archiver).map(Archiver::state);
    }

    /** What reads the archive again; null if there is none. */
    public ArchiveScrub archiveScrub() throws IOException {
        return archiver == null ? null : archiver.scrub();
    }

    /** For reading what was recorded in the order of recording, while more is. */
    public Tail tail() {
        return journal.tail();
    }

    /** For reading again all of the journal that is kept. */
    public JournalScrub journalScrub() {
        return journal.scrub();
    }

    /** What of the journal is visible: LSN, time and dots of one moment. */
    public Shown shown() {
        return recorder.shown();
    }

    /** Position behind the last record that shows. */
    public long visibleLsn() {
        return shown().lsn();
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
