package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskFullException;
import io.stemedb.refusal.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The node's write-ahead log. A group is durable when {@link #commit} returns and lost or partly there when it throws.
 *
 * <p>One thread writes ({@link #begin}, {@link #add}, {@link #commit}, {@link #mark}); the rest may be asked from any.
 * A position (LSN) counts the bytes of all frames ever written, whatever the segments' sizes.
 */
public final class Journal implements Closeable {
    /** Takes a record at replay: its LSN, and key and rest as they were added. */
    @FunctionalInterface
    public interface Sink {
        void record(long lsn, byte[] key, byte[] rest) throws IOException;
    }

    /**
     * What opening found.
     *
     * @param records how many were replayed
     * @param tornSegment file whose torn tail was left out, or null
     * @param tornOffset where in it the tail began
     */
    public record Opened(Journal journal, long records, Path tornSegment, long tornOffset) {}

    private final Disk disk;
    private final Path directory;
    private final long store;
    private final long segmentBytes;
    private final Spare spare;
    private final Witness witness;
    private final Executor background;
    private final GroupBuffer group = new GroupBuffer();
    private DiskFile file;
    private SegmentHeader header;
    private volatile long forcedLsn;
    private boolean marked;
    private boolean spareAsked;
    private boolean rolling;
    private volatile boolean failed;

    private Journal(Disk disk, Path directory, long store, long segmentBytes, Executor background) {
        this.disk = disk;
        this.directory = directory;
        this.store = store;
        this.segmentBytes = segmentBytes;
        this.background = background;
        this.spare = new Spare(disk, directory, segmentBytes);
        this.witness = new Witness(disk, directory, store);
    }

    /** Makes the journal of a new store, with one empty segment. */
    public static void create(Disk disk, Path directory, long store, long segmentBytes) throws IOException {
        disk.createDirectories(directory);
        new Spare(disk, directory, segmentBytes)
                .become(new SegmentHeader(1, store, 0))
                .close();
    }

    /** Whether no segment in a folder was ever written behind its header. */
    public static boolean untouched(Disk disk, Path directory) throws IOException {
        for (String name : disk.list(directory)) {
            if (name.endsWith(".wal")) {
                try (DiskFile file = disk.openToRead(directory.resolve(name))) {
                    if (!new SegmentReader(file, new SegmentHeader(0, 0, 0)).blankFrom(SegmentHeader.BYTES)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /**
     * Opens the journal, replaying everything from an LSN on.
     *
     * @param store the incarnation that the segments must belong to
     * @param background where the next segment is made ready
     * @throws JournalDamagedException if something acknowledged cannot be read
     */
    public static Opened open(
            Disk disk, Path directory, long store, long segmentBytes, long from, Sink sink, Executor background)
            throws IOException {
        disk.forceDirectory(directory); // the names, as the newest may stand only in the cache too
        Replay replay = new Replay(disk, directory, store);
        List<SegmentHeader> headers = replay.segments();
        secure(disk, directory, replay.end(headers));
        Replay.Outcome found = replay.run(headers, from, (lsn, payload) -> deliver(sink, lsn, payload));
        Journal journal = new Journal(disk, directory, store, segmentBytes, background);
        boolean torn = journal.continueBehind(found);
        Path last = directory.resolve(found.last().fileName());
        long offset = found.end() - found.last().firstLsn() + SegmentHeader.BYTES;
        return new Opened(journal, found.records(), torn ? last : null, torn ? offset : 0);
    }

    /**
     * Makes durable what is about to be replayed, before anything rests on it. A kill leaves in the page cache what a
     * power cut would take, and if the last force failed the kernel takes it for written: so what no later group
     * proves to be forced is written once more.
     */
    private static void secure(Disk disk, Path directory, Replay.Outcome end) throws IOException {
        try (DiskFile file = disk.open(directory.resolve(end.last().fileName()))) {
            ByteBuffer part = ByteBuffer.allocate(Frame.MAX_PAYLOAD);
            long offset = SegmentHeader.BYTES - end.last().firstLsn();
            for (long lsn = end.proven(); lsn < end.end(); lsn += part.limit()) {
                part.clear().limit((int) Math.min(part.capacity(), end.end() - lsn));
                file.read(part, lsn + offset);
                file.write(part.flip(), lsn + offset);
            }
            file.force();
        }
    }

    static void deliver(Sink sink, long lsn, ByteBuffer payload) throws IOException {
        byte[] key = new byte[payload.getShort()];
        payload.get(key);
        byte[] rest = new byte[payload.remaining()];
        payload.get(rest);
        sink.record(lsn, key, rest);
    }

    /**
     * Goes on behind the last valid frame; true when a torn tail had to be left behind. If the next segment is
     * needed and a full disk has no room for it, the journal opens all the same and lacks it: what it holds can be read
     * meanwhile.
     */
    private boolean continueBehind(Replay.Outcome found) throws IOException {
        file = disk.open(directory.resolve(found.last().fileName()));
        header = found.last();
        forcedLsn = found.end();
        if (found.blank()) {
            return false;
        }
        boolean torn = offsetOf(found.end()) < file.size();
        try {
            roll();
        } catch (IOException failure) {
            if (!DiskFullException.behind(failure)) {
                throw failure;
            }
        }
        return torn;
    }

    /**
     * Starts a group; rolls to the next segment if it does not fit.
     *
     * @param records how many will be added
     * @param payloadBytes the sum of what {@link #payloadBytes} says of each
     * @throws IOException if no next segment can be made: nothing was written, and {@link #nextSegment} may mend it
     */
    public void begin(int records, long payloadBytes) throws IOException {
        refuseWhenFailed();
        long bytes = GroupBuffer.size(records, payloadBytes);
        if (rolling || offsetOf(forcedLsn) + bytes > file.size()) {
            if (bytes > segmentBytes - SegmentHeader.BYTES) {
                throw new IllegalStateException("a group of " + bytes + " bytes is larger than a segment");
            }
            roll();
        }
        group.begin(header.number(), forcedLsn, bytes);
        group.evidence(Frame.GROUP, forcedLsn, records);
    }

    /**
     * The most that {@link #payloadBytes} of one record may be: a longer frame would be read as damage, or fit nowhere.
     */
    public static int largestRecord(long segmentBytes) {
        return (int) Math.min(Frame.MAX_PAYLOAD, segmentBytes - SegmentHeader.BYTES - GroupBuffer.size(1, 0));
    }

    /** Bytes that a record adds to a group's payload. */
    public static int payloadBytes(byte[] key, byte[] rest) {
        return Short.BYTES + key.length + rest.length;
    }

    /** Bytes that a group of several records may have, so that the unused end of a segment stays small. */
    public long largestGroup() {
        return (segmentBytes - SegmentHeader.BYTES) / 2;
    }

    /** Adds a record to the group. */
    public void add(byte[] key, byte[] rest) {
        group.record(key, rest);
    }

    /**
     * Makes the group durable; returns the LSN behind it.
     *
     * @throws JournalFailedException if that cannot be known; the journal takes nothing more
     */
    public long commit() throws IOException {
        long end = group.endLsn();
        write(group.bytes());
        forcedLsn = end;
        marked = false;
        if (!spareAsked && offsetOf(end) > file.size() / 2) {
            spareAsked = true;
            background.execute(this::prepareSpare);
        }
        return end;
    }

    /** Writes down that everything so far was forced, once for each rest: lets a start tell damage from a torn tail. */
    public void mark() throws IOException {
        if (marked || failed || rolling) {
            return;
        }
        long bytes = Frame.HEADER + Frame.EVIDENCE;
        if (offsetOf(forcedLsn) + bytes <= file.size()) {
            group.begin(header.number(), forcedLsn, bytes);
            group.evidence(Frame.MARK, forcedLsn, 0);
            commit();
        }
        tellWitness();
        marked = true;
    }

    /**
     * A second place, which no damage to the end of the journal reaches. What it would prove is safe without it too.
     */
    private void tellWitness() {
        try {
            witness.say(new Witness.Said(header.number(), forcedLsn));
        } catch (IOException e) {
            System.getLogger(Journal.class.getName())
                    .log(System.Logger.Level.WARNING, "the end of the journal has one witness less: {0}", Reason.of(e));
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        refuseWhenFailed();
        try {
            file.write(bytes, offsetOf(forcedLsn));
            file.force();
        } catch (IOException e) {
            failed = true;
            throw new JournalFailedException("the journal could not be written: " + Reason.of(e), e);
        }
    }

    private void roll() throws IOException {
        SegmentHeader next = new SegmentHeader(header.number() + 1, store, forcedLsn);
        rolling = true; // until it succeeds: if the next segment may exist, the old one has ended
        DiskFile opened = spare.become(next);
        DiskFile old = file;
        file = opened;
        header = next;
        spareAsked = false;
        rolling = false;
        old.close();
        tellWitness();
    }

    /** Whether the next segment was needed and could not be made: until {@link #nextSegment} nothing can be written. */
    public boolean lacksSegment() {
        return rolling && !failed;
    }

    /** Makes the segment that is lacking. */
    public void nextSegment() throws IOException {
        refuseWhenFailed();
        roll();
    }

    /** From now on leaves so many bytes free when it takes room for a segment, for what else must go on. */
    public void leaveFree(long bytes) {
        spare.reserve(bytes);
    }

    private void prepareSpare() {
        try {
            spare.prepare();
        } catch (IOException e) {
            // The next roll tries again and refuses its group when it fails too: that is where a client can be told.
            System.getLogger(Journal.class.getName())
                    .log(System.Logger.Level.WARNING, "no next journal segment yet: {0}", Reason.of(e));
        }
    }

    /** May take a segment's file elsewhere instead of having it deleted. */
    @FunctionalInterface
    public interface Taker {
        /** Whether it took it. */
        boolean takes(Path segment) throws IOException;
    }

    /**
     * Removes segments whose records are all on disk as runs, as far as retention lets it.
     *
     * @param flushedLsn the store holds everything before it
     * @param taker is asked before each deletion
     */
    public void retire(long flushedLsn, Retention retention, Taker taker) throws IOException {
        if (retention.keepsAll()) {
            return;
        }
        List<SegmentHeader> headers = new Replay(disk, directory, store).segments();
        for (int i = 0; i + 1 < headers.size(); i++) {
            long end = headers.get(i + 1).firstLsn();
            if (end > flushedLsn || flushedLsn - end < retention.keptBytes()) {
                break;
            }
            Path segment = directory.resolve(headers.get(i).fileName());
            if (!taker.takes(segment)) {
                disk.delete(segment);
            }
            disk.forceDirectory(directory); // one at a time: a crash must not leave a gap
        }
    }

    /** Where the newest segment begins: those before it are finished. For the writing thread. */
    public long finishedLsn() {
        return header.firstLsn();
    }

    /** For reading again all that is kept. */
    public JournalScrub scrub() {
        return new JournalScrub(disk, directory, store);
    }

    /** For reading records while others are written. */
    public Tail tail() {
        return new Tail(disk, directory, store);
    }

    /** LSN behind the last group that is known to be durable. */
    public long forcedLsn() {
        return forcedLsn;
    }

    /** Whether a write or force failed; only a restart mends that. */
    public boolean failed() {
        return failed;
    }

    private void refuseWhenFailed() throws JournalFailedException {
        if (failed) {
            throw new JournalFailedException("the journal failed earlier and is closed for writes", null);
        }
    }

    private long offsetOf(long lsn) {
        return lsn - header.firstLsn() + SegmentHeader.BYTES;
    }

    @Override
    public void close() throws IOException {
        try {
            mark();
        } finally {
            file.close();
        }
    }
}
