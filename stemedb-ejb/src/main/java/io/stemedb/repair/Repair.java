package io.stemedb.repair;

import io.stemedb.assertion.PathHash;
import io.stemedb.files.Disk;
import io.stemedb.files.SetAside;
import io.stemedb.journal.JournalMending;
import io.stemedb.journal.JournalSurvey;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.RecordKey;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.Identity;
import io.stemedb.recorder.RetainedHistory;
import io.stemedb.store.Healing;
import io.stemedb.store.History;
import io.stemedb.store.Merging;
import io.stemedb.store.StoppedStore;
import io.stemedb.store.Store;
import io.stemedb.store.StoreDamagedException;
import io.stemedb.store.StoreOptions;
import io.stemedb.store.StoreSurvey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Repairs the data directory of a stopped node; whoever calls holds its lock. */
public final class Repair {
    /** A tebibyte. */
    private static final long FAR = 1L << 40;

    private final Disk disk;
    private final DatabaseOptions options;
    private final Identity identity;
    private final Path db;
    private final Path wal;
    private final SetAside aside;
    private final FromRuns unnamed;
    private final LongSupplier wallMicros;

    /**
     * Begins.
     *
     * @param wallMicros the machine's clock, for the names of files that are set aside
     * @throws IOException if the directory is none of a node
     */
    public Repair(Disk disk, DatabaseOptions options, LongSupplier wallMicros) throws IOException {
        this.disk = disk;
        this.options = options;
        this.identity = Identity.read(disk, options.directory());
        this.db = options.folders().runs();
        this.wal = options.folders().journal();
        this.aside = new SetAside(disk, setAside(), wallMicros);
        this.wallMicros = wallMicros;
        this.unnamed = new FromRuns(disk, options.directory(), setAside());
    }

    private Path setAside() {
        return options.folders().setAside();
    }

    /** Reads everything and changes nothing. */
    public Plan plan() throws IOException {
        StoreSurvey store = StoreSurvey.of(disk, db, identity.store());
        DotGaps gaps = new DotGaps(identity.recorders(), store.dots(), store.dropped());
        JournalSurvey.Found journal = JournalSurvey.read(disk, wal, identity.store(), (lsn, key, rest) -> {
            if (lsn >= store.flushedLsn()) {
                JournalEntry.of(key, rest).stored().ifPresent(gaps::next);
            }
        });
        Plan plan = Planner.plan(
                store, journal, RetainedHistory.of(disk, options, identity)::isArchived, gaps.missing(), wal);
        if (unnamed.isUnfinished()) {
            plan = plan.goingOn(unnamed.mark());
        }
        try {
            return plan.with(StoppedStore.lost(disk, db));
        } catch (StoreDamagedException list) {
            return plan.withUnreadable(list);
        }
    }

    /** Whether something is lost and refused until {@link #acceptLoss}. */
    public boolean refusesLoss() throws IOException {
        return !StoppedStore.lost(disk, db).isEmpty();
    }

    /** Forgets what is lost, so that its slots answer again; false if nothing is. */
    public boolean acceptLoss() throws IOException {
        return StoppedStore.acceptLoss(disk, db, aside);
    }

    /**
     * Does what a plan says.
     *
     * @param told of what becomes of it, in lines for an operator
     */
    public void apply(Plan plan, Consumer<String> told) throws IOException {
        Identity now = recordingAnew();
        disk.createDirectories(db);
        disk.createDirectories(wal);
        if (plan.has(Step.Cure.REFUSE_ALL)) {
            StoppedStore.refuseAll(disk, db, identity.shardCount(), aside);
        }
        boolean fromRuns = plan.has(Step.Cure.FROM_RUNS);
        boolean fromNothing = fromRuns || plan.has(Step.Cure.REBUILD_ALL);
        if (fromRuns) {
            unnamed.begin(identity.store(), aside);
        } else if (fromNothing) {
            StoppedStore.startOver(disk, db, identity.store(), aside);
        }
        boolean whole = true;
        StoreSurvey survey = StoreSurvey.of(disk, db, identity.store());
        try (Store store = Store.open(disk, db, identity.store(), now.recorders(), storeOptions(), healing())) {
            survey.runs().forEach(store::damaged);
            if (fromRuns) {
                whole = unnamed.takeUp(store, begins(), told);
            }
            store.healNow();
            if (plan.has(Step.Cure.REBUILD_RUN)) {
                told.accept("runs that were made again from the journal are in force");
            }
            Map<Integer, Long> lost = store.salvage(new Remains(disk, wal, identity.store()));
            if (!lost.isEmpty()) {
                told.accept("lost, and refused until --accept-loss: " + Plan.shards(lost));
            }
            if (fromNothing || plan.has(Step.Cure.SKIP_FRAMES) || plan.has(Step.Cure.NEW_SEGMENT)) {
                // First: once runs reach behind the damage, nothing tells any more that claims are lost there.
                refuse(store, lostOfJournal(store.flushedLsn(), survey, fromRuns), told);
                JournalSurvey.Found found = intoRuns(store);
                if (fromRuns) {
                    refuse(store, lostOfRuns(store, whole), told);
                    unnamed.end();
                }
                JournalMending.mend(
                        disk, wal, identity.store(), options.segmentBytes(), store.flushedLsn(), found, aside);
                told.accept(
                        "what could be read of the journal is in runs, and it goes on at LSN " + store.flushedLsn());
            }
        }
        if (disk.exists(setAside())) {
            told.accept("damaged files are kept in " + setAside());
        }
    }

    /**
     * What is lost may have had numbers that others know of, and nobody may give them to other claims. So the node goes
     * on under a name that follows from the one before and from the time, and is as good as drawn.
     */
    private Identity recordingAnew() throws IOException {
        Identity found = Identity.readToWrite(disk, options.directory());
        long seed = found.recorder() ^ wallMicros.getAsLong();
        Identity now = found.recordingAs(new SplittableRandom(seed).nextLong());
        now.write(disk, options.directory());
        return now;
    }

    private long begins() throws IOException {
        return Math.max(
                0,
                JournalSurvey.read(disk, wal, identity.store(), (lsn, key, rest) -> {})
                        .firstLsn());
    }

    /**
     * Shards whose numbers have gaps, and if not all runs could be read those that the journal knows nothing of: a
     * loss at the end of a shard leaves no gap.
     */
    private Set<Integer> lostOfRuns(Store store, boolean whole) throws IOException {
        Set<Integer> lost = new TreeSet<>(store.missing().keySet());
        if (!whole) {
            Set<Integer> known = new TreeSet<>();
            JournalSurvey.read(disk, wal, identity.store(), (lsn, key, rest) -> {
                JournalEntry.of(key, rest).stored().ifPresent(record -> known.add(RecordKey.shard(record.key())));
            });
            IntStream.concat(IntStream.range(0, identity.shardCount()), IntStream.of(PathHash.SYSTEM_SHARD))
                    .filter(shard -> !known.contains(shard))
                    .forEach(lost::add);
        }
        return lost;
    }

    /** Shards that may have lost claims with the part of the journal that no run holds. */
    private Set<Integer> lostOfJournal(long held, StoreSurvey survey, boolean fromRuns) throws IOException {
        Map<Integer, Long> seen = new TreeMap<>();
        Set<Integer> copied = new TreeSet<>();
        survey.dots().shards().forEach((shard, vector) -> {
            if (!vector.recorders().stream().allMatch(identity.recorders()::own)) {
                copied.add(shard);
            }
        });
        DotGaps gaps = new DotGaps(identity.recorders(), survey.dots(), survey.dropped());
        JournalSurvey.Found found = JournalSurvey.read(disk, wal, identity.store(), (lsn, key, rest) -> {
            if (lsn >= held) {
                JournalEntry.of(key, rest).stored().ifPresent(record -> {
                    gaps.next(record);
                    if (identity.recorders().own(RecordKey.dot(record.key()).recorder())) {
                        seen.put(RecordKey.shard(record.key()), lsn);
                    } else {
                        copied.add(RecordKey.shard(record.key()));
                    }
                });
            }
        });
        Set<Integer> gapped =
                fromRuns ? Set.of() : gaps.missing().keySet(); // of runs taken up again the numbers are known later
        Set<Integer> doubtful = new TreeSet<>(gapped);
        doubtful.addAll(copied); // nothing tells which copies are lost
        return JournalLoss.shards(found, held, seen, doubtful, identity.shardCount());
    }

    private void refuse(Store store, Set<Integer> shards, Consumer<String> told) throws IOException {
        if (!shards.isEmpty()) {
            store.refuse(shards);
            told.accept("claims are lost that nothing names: " + Plan.named(shards, identity.shardCount())
                    + " answer 503 until the loss is accepted (stemedb-node repair --accept-loss)");
        }
    }

    private JournalSurvey.Found intoRuns(Store store) throws IOException {
        long from = store.flushedLsn();
        JournalSurvey.Found found = JournalSurvey.read(disk, wal, identity.store(), (lsn, key, rest) -> {
            if (lsn >= from) {
                if (store.tableFull()) {
                    store.flushNow(lsn);
                }
                store.applyOnce(key, rest);
            }
        });
        long end = Math.max(from, found.endLsn());
        store.flushNow(found.endIsUnknown(from) ? beyond(end, store) : end);
        return found;
    }

    /**
     * A position that no record can have had: archive and backups go by them, and what is lost must show there as a
     * gap. What is in runs took less than twice their room in the journal; rests and what was not in runs yet are
     * little beside the rest.
     */
    private long beyond(long known, Store store) {
        long runs = store.statistics().runBytes();
        long archived = RetainedHistory.of(disk, options, identity).archivedEnd();
        return Math.max(Math.max(known, archived), 2 * runs) + FAR;
    }

    private StoreOptions storeOptions() {
        return new StoreOptions(
                identity.shardCount(),
                options.tableBytes(),
                options.mergeFan(),
                DatabaseOptions.IDEMPOTENCY_MICROS,
                Runnable::run,
                Runnable::run,
                Merging.OFF);
    }

    private Healing healing() {
        return new Healing(
                new Hopeful(RetainedHistory.of(disk, options, identity)), setAside(), wallMicros, Runnable::run);
    }

    /** What can be read of the journal, whatever is lost of it. */
    private record Remains(Disk disk, Path wal, long store) implements History {
        @Override
        public boolean holds(long fromLsn, long toLsn) {
            return true;
        }

        @Override
        public void read(long fromLsn, long toLsn, Sink sink) throws IOException {
            JournalSurvey.read(disk, wal, store, (lsn, key, rest) -> {
                if (fromLsn <= lsn && lsn < toLsn) {
                    sink.record(lsn, key, rest);
                }
            });
        }
    }

    /** Lets a store open whatever is damaged: what cannot be healed is salvaged then. */
    private record Hopeful(RetainedHistory kept) implements History {
        @Override
        public boolean holds(long fromLsn, long toLsn) {
            return true;
        }

        @Override
        public void read(long fromLsn, long toLsn, Sink sink) throws IOException {
            kept.read(fromLsn, toLsn, sink);
        }
    }
}
