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
import java.util.stream.Stream;

/**
 * Copies finished segments into an archive, oldest first, and lets old ones go there. If that fails, nothing is lost:
 * the segments stay in the journal until it can be done. Only one that is damaged, and that no start needs any more, is
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
    private final LedgerFile ledger;
    private final Lengths lengths;
    private final OneHistory oneHistory;
    private final Set<Segment> givenUp = ConcurrentHashMap.newKeySet();
    private volatile State state = State.UNKNOWN;

    /**
     * How it stands.
     *
     * @param archivedLsn everything of the journal before it is in the archive, was let go there or is in one of the
     *     gaps; 0 before that is known
     * @param failures failed tries since the start
     * @param failure why the last try failed, or null
     * @param gaps what is missing in the archive, and in the journal as well
     * @param gone segments that were in the archive: what of the gaps somebody removed there
     * @param wellSeconds when all that is finished was last seen to be in the archive, seconds since 1970; 0 before the
     *     first time. Right after a start it is when the newest segment was archived
     */
    public record State(
            long archivedLsn,
            long failures,
            String failure,
            List<Holdings.Gap> gaps,
            List<Gone> gone,
            long wellSeconds) {
        static final State UNKNOWN = new State(0, 0, null, List.of(), List.of(), 0);

        State reaching(long lsn) {
            return new State(lsn, failures, failure, gaps, gone, wellSeconds);
        }

        State lacking(Shortage shortage) {
            return new State(archivedLsn, failures, failure, shortage.gaps(), shortage.gone(), wellSeconds);
        }

        State failed(String why) {
            return new State(archivedLsn, failures + 1, why, gaps, gone, wellSeconds);
        }

        State well(long seconds) {
            return new State(archivedLsn, failures, null, gaps, gone, Math.max(wellSeconds, seconds));
        }
    }

    /**
     * Archives nothing yet.
     *
     * @param journal its folder, beside which it is noted what was archived
     * @param wallMicros the machine's clock, for names and age
     */
    public Archiver(
            Disk disk, Path journal, long store, Archive archive, ArchiveRetention retention, LongSupplier wallMicros) {
        this.disk = disk;
        this.journal = journal;
        this.store = store;
        this.archive = archive;
        this.retention = retention;
        this.wallMicros = wallMicros;
        this.ledger = new LedgerFile(disk, journal.getParent(), store);
        this.lengths = new Lengths(archive);
        this.oneHistory = new OneHistory(disk, journal, archive);
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
        if (state.wellSeconds() == 0) {
            state = state.well(newestSeconds());
        }
        try {
            List<Segment> all = Segments.upTo(disk, journal, store, Long.MAX_VALUE);
            List<String> names = archive.list();
            lengths.look(Holdings.of(names, store));
            IOException failure = archive(all, names, neededLsn);
            compare(held(archive.list()), all.get(0).fromLsn());
            if (failure == null) {
                passed();
            } else {
                failed(Reason.of(failure));
            }
        } catch (IOException away) {
            String words = ledger.ledger().words();
            failed(Reason.of(away) + (words.isEmpty() ? "" : "; until then " + words + " cannot be reached"));
        }
    }

    private IOException archive(List<Segment> all, List<String> names, long neededLsn) {
        Holdings held = held(names);
        archived(all.get(0).fromLsn()); // what is before was let go, and so was archived
        try {
            Holdings.requireOwn(archive.place(), names, store);
            oneHistory.require(all, held, ledger.ledger());
            state = state.reaching(whole(all, held));
            begin(all.get(0), names, held);
            copyFinished(all, held, neededLsn);
            letGo(held(archive.list()), neededLsn);
            ledger.add(ledger.ledger().unknown(held(archive.list())));
            ledger.retry();
            return null;
        } catch (IOException failure) {
            return failure;
        }
    }

    private Holdings held(List<String> names) {
        return lengths.whole(Holdings.of(names, store));
    }

    private long newestSeconds() {
        return ledger.ledger().entries().stream()
                .mapToLong(ArchivedSegment::atSeconds)
                .max()
                .orElse(0);
    }

    /** Up to where the archive has what the journal has: that may have become less. */
    private long whole(List<Segment> all, Holdings held) {
        Set<Segment> there = Holdings.segments(held.segments());
        long reached = all.get(0).fromLsn();
        for (Segment segment : finished(all)) {
            if (!there.contains(segment) && !givenUp.contains(segment) && !isLetGo(segment, held)) {
                break;
            }
            reached = segment.toLsn();
        }
        return reached;
    }

    private static List<Segment> finished(List<Segment> all) {
        return all.subList(0, Math.max(0, all.size() - 1));
    }

    /** Takes a folder for the archive, or refuses one that was it and has nothing any more. */
    private void begin(Segment any, List<String> names, Holdings held) throws IOException {
        String place = LedgerFile.oneLine(archive.place());
        boolean other = !ledger.isNew() && !place.equals(ledger.ledger().place());
        if (!Mark.isIn(names, store)) {
            if (held.isEmpty() && !ledger.isNew() && !other) {
                throw new EmptiedArchiveException(
                        archive.place(), ledger.ledger().words(), store);
            }
            try (DiskFile file = disk.openToRead(journal.resolve(any.fileName()))) {
                Mark.put(archive, store, file);
            }
        }
        if (other && held.isEmpty()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the journal is archived to {0} from now on; what was archived before stays in {1}: {2}",
                    archive.place(),
                    ledger.ledger().place(),
                    ledger.ledger().words());
        }
        if (ledger.isNew() || (other && held.isEmpty())) {
            ledger.begin(new Ledger(place, letGoBefore(held), List.of()).with(held.segments()));
        }
        ledger.moved(place);
    }

    /** What retention let go before that was noted: the oldest always go first. */
    private long letGoBefore(Holdings held) {
        return retention.equals(ArchiveRetention.all())
                ? 0
                : Stream.concat(held.segments().stream(), held.lost().stream())
                        .mapToLong(one -> one.segment().fromLsn())
                        .min()
                        .orElse(0);
    }

    private void letGo(Holdings held, long neededLsn) throws IOException {
        note(retention.removable(new Holdings(ledger.ledger().entries(), List.of()), nowSeconds(), neededLsn));
        List<ArchivedSegment> gone = retention.removable(held, nowSeconds(), neededLsn);
        note(gone);
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

    /** First, so that what goes is never taken for lost. */
    private void note(List<ArchivedSegment> goes) {
        goes.forEach(one -> ledger.letGo(one.segment().toLsn()));
    }

    private void copyFinished(List<Segment> all, Holdings held, long neededLsn) throws IOException {
        Set<Segment> there = Holdings.segments(held.segments());
        for (Segment segment : finished(all)) {
            if (!there.contains(segment) && !givenUp.contains(segment) && !isLetGo(segment, held)) {
                put(segment, held, segment.toLsn() <= neededLsn);
            }
            archived(segment.toLsn());
        }
    }

    /** What retention let go is not archived again each time. */
    private boolean isLetGo(Segment segment, Holdings held) {
        return !retention.equals(ArchiveRetention.all())
                && !held.hasLost(segment)
                && segment.toLsn() <= ledger.ledger().letGoLsn();
    }

    private void put(Segment segment, Holdings held, boolean dispensable) throws IOException {
        Path source = journal.resolve(segment.fileName());
        ArchivedSegment copied = lengths.copyOf(segment).orElseGet(() -> new ArchivedSegment(segment, nowSeconds()));
        String name = copied.name();
        try (DiskFile file = disk.openToRead(source)) {
            try {
                Segments.requireLength(source, file, segment);
                archive.put(name, file, segment.bytes(), copy -> Segments.check(Path.of(name), copy, segment));
                lengths.madeAgain(copied);
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

    /** Makes a damaged copy again, if the journal still has the segment whole; false if it has not. */
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

    /**
     * Whether a file of the journal was given up since the start; it may then be the only one that has anything of it.
     */
    public boolean gaveUp(String fileName) {
        return givenUp.stream().anyMatch(segment -> segment.fileName().equals(fileName));
    }

    private long nowSeconds() {
        return wallMicros.getAsLong() / 1_000_000;
    }

    private void archived(long lsn) {
        state = state.reaching(Math.max(state.archivedLsn(), lsn));
    }

    /** Says what is missing whenever that changes. */
    private void compare(Holdings held, long journalFrom) {
        Shortage shortage = Shortage.of(ledger.ledger(), held, journalFrom);
        List<Holdings.Gap> gaps = shortage.gaps();
        if (!gaps.isEmpty() && !gaps.equals(state.gaps())) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the archive {0} has gaps: {1}; {2}take a backup now, unless one was taken since: earlier ones "
                            + "lead to no later point",
                    archive.place(),
                    gaps,
                    shortage.gone().isEmpty() ? "" : "gone from there are " + shortage.gone() + "; ");
        }
        state = state.lacking(shortage);
    }

    private void passed() {
        if (state.failure() != null) {
            LOGGER.log(System.Logger.Level.INFO, "the journal is archived again");
        }
        state = state.well(nowSeconds());
    }

    private void failed(String why) {
        if (!why.equals(state.failure())) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the journal cannot be archived, and its segments stay until it can: {0}",
                    why);
        }
        state = state.failed(why);
    }
}
