package io.stemedb.archive;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.Segment;
import io.stemedb.journal.Segments;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Copies finished segments into an archive, oldest first, and lets old ones go there. Where that fails nothing is lost: the
 * segments stay in the journal until it can be done. Only one that is damaged, and that no start needs any more, is
 * given up: waiting would not mend it, and would keep all that is behind it in the journal for ever.
 */
public final class Archiver {
    private static final System.Logger LOGGER = System.getLogger(Archiver.class.getName());

    private final Disk disk;
    private final Path journal;
    private final long store;
    private final Archive archive;
    private final ArchiveRetention retention;
    private final LongSupplier wallMicros;
    private final Set<Segment> givenUp = ConcurrentHashMap.newKeySet();
    private volatile State state = new State(0, 0, null, List.of());

    /**
     * How it stands.
     *
     * @param archivedLsn everything of the journal before it is in the archive, was let go there or is in one of the gaps; 0 before that
     *     is known
     * @param failures failed tries since the start
     * @param failure why the last try failed, or null
     * @param gaps what is missing in the archive
     */
    public record State(long archivedLsn, long failures, String failure, List<Holdings.Gap> gaps) {}

    /** @param wallMicros the machine's clock, for names and age */
    public Archiver(
            Disk disk, Path journal, long store, Archive archive, ArchiveRetention retention, LongSupplier wallMicros) {
        this.disk = disk;
        this.journal = journal;
        this.store = store;
        this.archive = archive;
        this.retention = retention;
        this.wallMicros = wallMicros;
    }

    public State state() {
        return state;
    }

    /**
     * Archives what is finished. Never throws: what failed is in {@link #state} and in the log.
     *
     * @param neededLsn nothing from here on is let go in the archive, or given up; runs hold all that is before
     */
    public synchronized void run(long neededLsn) {
        try {
            Holdings held = Holdings.of(archive, store);
            copyFinished(held, neededLsn);
            letGo(Holdings.of(archive, store), neededLsn);
            passed(Holdings.of(archive, store));
        } catch (IOException e) {
            failed(e);
        }
    }

    private void letGo(Holdings held, long neededLsn) throws IOException {
        List<ArchivedSegment> gone = retention.removable(held, nowSeconds(), neededLsn);
        for (ArchivedSegment old : gone) {
            archive.delete(old.name());
        }
        if (!gone.isEmpty()) {
            long begins = held.segments().get(gone.size()).segment().fromLsn(); // the newest always stays
            for (ArchivedSegment lost : held.lost()) {
                if (lost.segment().toLsn() <= begins) {
                    archive.delete(lost.lostName());
                }
            }
        }
    }

    private void copyFinished(Holdings held, long neededLsn) throws IOException {
        long newest = held.segments().isEmpty()
                ? -1
                : held.segments().get(held.segments().size() - 1).segment().number();
        List<Segment> all = Segments.upTo(disk, journal, store, Long.MAX_VALUE);
        if (!all.isEmpty()) {
            archived(all.get(0).fromLsn()); // what is before was let go, and so was archived
        }
        for (Segment segment : all.subList(0, Math.max(0, all.size() - 1))) {
            boolean letGo = segment.number() < newest && isBeforeAll(segment, held);
            if (!letGo && !held.has(segment) && !givenUp.contains(segment)) {
                put(segment, held, segment.toLsn() <= neededLsn);
            }
            archived(segment.toLsn());
        }
    }

    /** What retention let go is not archived again each time. */
    private boolean isBeforeAll(Segment segment, Holdings held) {
        return !retention.equals(ArchiveRetention.all())
                && !held.hasLost(segment)
                && segment.toLsn() <= held.segments().get(0).segment().fromLsn();
    }

    private void put(Segment segment, Holdings held, boolean dispensable) throws IOException {
        Path source = journal.resolve(segment.fileName());
        String name = new ArchivedSegment(segment, nowSeconds()).name();
        try (DiskFile file = disk.openToRead(source)) {
            try {
                Segments.requireLength(source, file, segment);
                archive.put(name, file, segment.bytes(), copy -> Segments.check(Path.of(name), copy, segment));
            } catch (JournalDamagedException copy) {
                JournalDamagedException damage =
                        Segments.damage(source, file, segment).orElseThrow(() -> copy);
                if (!dispensable) {
                    throw damage;
                }
                giveUp(segment, file, held, damage);
            }
        }
        for (ArchivedSegment lost : held.lost()) {
            if (lost.segment().equals(segment) && !givenUp.contains(segment)) {
                archive.delete(lost.lostName()); // somebody mended it
            }
        }
    }

    /** What reads the archive again. */
    public ArchiveScrub scrub() throws IOException {
        return new ArchiveScrub(archive, this, Holdings.of(archive, store));
    }

    /** Makes a damaged copy again, where the journal still has the segment whole; false where it has not. */
    synchronized boolean renew(ArchivedSegment damaged) throws IOException {
        Segment segment = damaged.segment();
        Path source = journal.resolve(segment.fileName());
        if (!disk.exists(source)) {
            return false;
        }
        try (DiskFile file = disk.openToRead(source)) {
            Path name = Path.of(damaged.name());
            Segments.frames(source, file, segment, (lsn, key, rest) -> {});
            archive.put(damaged.name(), file, segment.bytes(), copy -> Segments.check(name, copy, segment));
            return true;
        } catch (JournalDamagedException neither) {
            return false;
        }
    }

    /** Said in the archive before the journal may go on, so that a start, or a restore, knows it too. */
    private void giveUp(Segment segment, DiskFile file, Holdings held, JournalDamagedException why) throws IOException {
        if (!held.hasLost(segment)) {
            archive.put(new ArchivedSegment(segment, nowSeconds()).lostName(), file, 0, empty -> {});
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "the archive goes on without LSN {0} to {1}, which no start needs any more: {2}",
                    Long.toString(segment.fromLsn()),
                    Long.toString(segment.toLsn()),
                    why.getMessage());
        }
        givenUp.add(segment);
    }

    /** Whether a file of the journal was given up since the start; it may then be the only one that has anything of it. */
    public boolean gaveUp(String fileName) {
        return givenUp.stream().anyMatch(segment -> segment.fileName().equals(fileName));
    }

    private long nowSeconds() {
        return wallMicros.getAsLong() / 1_000_000;
    }

    private void archived(long lsn) {
        State before = state;
        state = new State(Math.max(before.archivedLsn(), lsn), before.failures(), before.failure(), before.gaps());
    }

    private void passed(Holdings held) {
        State before = state;
        List<Holdings.Gap> gaps = held.gaps();
        if (before.failure() != null) {
            LOGGER.log(System.Logger.Level.INFO, "the journal is archived again");
        }
        if (!gaps.isEmpty() && !gaps.equals(before.gaps())) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the archive {0} has gaps: {1}; take a backup now, unless one was taken since: earlier ones lead to no later point",
                    archive.place(),
                    gaps);
        }
        state = new State(before.archivedLsn(), before.failures(), null, gaps);
    }

    private void failed(IOException failure) {
        State before = state;
        String why = Reason.of(failure);
        if (!why.equals(before.failure())) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the journal cannot be archived, and its segments stay until it can: {0}",
                    why);
        }
        state = new State(before.archivedLsn(), before.failures() + 1, why, before.gaps());
    }
}
