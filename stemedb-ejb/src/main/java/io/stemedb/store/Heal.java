package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.files.SetAside;
import io.stemedb.progress.DotVector;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Makes damaged runs again from what was written, and puts them in the place of the damaged ones in one step. */
final class Heal {
    private static final System.Logger LOGGER = System.getLogger(Heal.class.getName());

    private final RunFiles files;
    private final Versions versions;
    private final Catalog catalog;
    private final Healing healing;
    private final SetAside setAside;
    private final StoreOptions options;
    private final Queue<Loss> given = new ConcurrentLinkedQueue<>();
    private final GivingUp givingUp;
    private volatile boolean stopped;

    Heal(RunFiles files, Versions versions, Catalog catalog, Healing healing, StoreOptions options) {
        this.files = files;
        this.versions = versions;
        this.catalog = catalog;
        this.healing = healing;
        this.setAside = new SetAside(files.disk(), healing.setAside(), healing.wallMicros());
        this.options = options;
        this.givingUp = new GivingUp(files, catalog, healing.history());
    }

    /** Gives up what is under way, soon; the next start goes on with it. */
    void stop() {
        stopped = true;
    }

    /** Tries to heal each damaged run once; true when one was. */
    synchronized boolean run() {
        boolean healed = false;
        for (RunEntry entry : files.damages().entries()) {
            healed |= !stopped && heal(entry);
        }
        return healed;
    }

    private boolean heal(RunEntry met) {
        Damages damages = files.damages();
        Optional<RunHandle> damaged = versions.handleOf(met);
        RunEntry entry = damaged.map(handle -> handle.run().entry()).orElse(met); // less of it may count by now
        if (damaged.isEmpty()) { // a merge that was under way could still read it, and has made another of it
            damages.healed(entry);
            return false;
        }
        damages.becomes(entry, Damage.State.HEALING);
        try {
            List<RunEntry> pieces = rebuilt(entry);
            replace(damaged.get(), pieces);
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "healed: {0} with {1} records was made again from the journal as {2}; what is left of it is in {3}",
                    entry.fileName(),
                    Long.toString(entry.records()),
                    pieces.stream().map(RunEntry::fileName).toList(),
                    healing.setAside());
            return true;
        } catch (IOException | RuntimeException | Error e) {
            if (e instanceof IOException && !stopped && healing.others() && giveUp(damaged.get())) {
                return false;
            }
            damages.becomes(entry, Damage.State.NOT_HEALED);
            String what = entry.fileName() + " could not be healed: " + Reason.of(e);
            LOGGER.log(System.Logger.Level.ERROR, what, e instanceof IOException ? null : e);
            return false;
        }
    }

    /** What is given up once the thread that applies has done its part. */
    Queue<Loss> given() {
        return given;
    }

    /** True if the history cannot heal it, and what can be read of it is saved. */
    private boolean giveUp(RunHandle damaged) {
        RunEntry entry = damaged.run().entry();
        try {
            if (given.stream().noneMatch(loss -> loss.damaged() == damaged)) {
                Loss loss = givingUp.of(damaged, id -> shownBefore(entry, id));
                return loss != null && given.add(loss);
            }
            return true;
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(System.Logger.Level.ERROR, "what is left of " + entry.fileName() + " cannot be saved", failure);
            return false;
        }
    }

    /** Puts what was saved in the place of the damaged run, in one step with what is held no more. */
    void replace(Loss loss, DotVector lost) throws IOException {
        RunEntry entry = loss.damaged().run().entry();
        for (String name : List.of(entry.fileName(), entry.sideName())) {
            setAside.keeps(files.directory().resolve(name), "damaged");
        }
        List<RunHandle> instead = catalog.add(
                files,
                List.of(loss.piece()),
                now -> now.replaced(List.of(entry), List.of(loss.piece())).without(lost));
        versions.replaced(loss.damaged(), instead);
        files.damages().healed(entry);
    }

    void discard(Loss loss) {
        files.remove(loss.piece());
    }

    /** Gives up what cannot be read of damaged runs, by name; lost records by shard. */
    synchronized Map<Integer, Long> salvage(History remains) throws IOException {
        Map<Integer, Long> lost = new TreeMap<>();
        for (RunEntry entry : files.damages().entries()) {
            RunHandle damaged = versions.handleOf(entry).orElseThrow();
            Salvage.Outcome outcome = Salvage.of(damaged.run(), id -> shownBefore(entry, id), remains);
            LostFile file = new LostFile(files.disk(), files.directory());
            file.replace(file.read().with(outcome.lost())); // before it is missed
            RunEntry piece = TableFile.write(
                            files, catalog.takeNumber(), outcome.saved(), entry.fromLsn(), entry.toLsn())
                    .at(entry.level());
            replaceOnly(damaged, piece);
            outcome.lostByShard().forEach((shard, count) -> lost.merge(shard, count, Long::sum));
        }
        return lost;
    }

    private StoredRecord shownBefore(RunEntry entry, AssertionId id) {
        StoredRecord shown = null;
        for (RunHandle handle : versions.peek().runs()) {
            if (handle.run().entry().fromLsn() < entry.fromLsn()
                    && !files.damages().has(handle.run().entry())) {
                shown = StoreReader.least(shown, StoreReader.storedIn(handle.run(), id, RunMaps.idKey(id)));
            }
        }
        return shown;
    }

    /**
     * While the manifest names the damaged run its files stay where they are: nothing else has what can be read of it.
     */
    private void replaceOnly(RunHandle damaged, RunEntry piece) throws IOException {
        RunEntry entry = damaged.run().entry();
        List<Path> left = new ArrayList<>();
        for (String name : List.of(entry.fileName(), entry.sideName())) {
            Path file = files.directory().resolve(name);
            if (!setAside.keeps(file, "damaged")) {
                left.add(file);
            }
        }
        List<RunHandle> instead =
                catalog.add(files, List.of(piece), now -> now.replaced(List.of(entry), List.of(piece)));
        for (Path file : left) {
            setAside.take(file, "damaged");
        }
        versions.replaced(damaged, instead);
        files.damages().healed(entry);
    }

    private void replace(RunHandle damaged, List<RunEntry> pieces) throws IOException {
        RunEntry entry = damaged.run().entry();
        setAside.take(files.directory().resolve(entry.fileName()), "damaged");
        setAside.take(files.directory().resolve(entry.sideName()), "damaged");
        versions.replaced(damaged, catalog.add(files, pieces, now -> now.replaced(List.of(entry), pieces)));
        files.damages().healed(entry);
    }

    /** The runs that hold what a damaged one held, none of them larger than a table. */
    private List<RunEntry> rebuilt(RunEntry entry) throws IOException {
        if (!healing.history().holds(entry.fromLsn(), entry.toLsn())) {
            throw new IOException("the journal no longer holds LSN " + entry.fromLsn() + " to " + entry.toLsn());
        }
        files.refuseWithoutRoom(entry.fileBytes());
        Pieces pieces = new Pieces(entry.fromLsn());
        try {
            healing.history().read(entry.fromLsn(), entry.toLsn(), (lsn, key, rest) -> {
                JournalEntry written = JournalEntry.of(key, rest);
                if (written.stored()
                        .map(record -> entry.holdsShard(record.shard()))
                        .orElse(true)) {
                    pieces.take(lsn, written);
                }
            });
            pieces.end(entry.toLsn());
            pieces.requireSame(entry);
            return pieces.ofLevel(entry.level());
        } catch (IOException | RuntimeException | Error e) {
            pieces.written.forEach(files::remove);
            throw e;
        }
    }

    /** A table that becomes a run each time it is full. */
    private final class Pieces {
        private final List<RunEntry> written = new ArrayList<>();
        private MemTable table = new MemTable();
        private long from;

        Pieces(long from) {
            this.from = from;
        }

        void take(long lsn, JournalEntry written) throws IOException {
            if (stopped) {
                throw new IOException("the store is closing");
            }
            if (table.bytes() >= options.tableBytes()) {
                end(lsn);
            }
            table.take(written);
        }

        void end(long lsn) throws IOException {
            written.add(TableFile.write(files, catalog.takeNumber(), table, from, lsn));
            table = new MemTable();
            from = lsn;
        }

        /** What was read must be what the manifest says was there, or the journal and the runs are not of one piece. */
        void requireSame(RunEntry entry) throws IOException {
            Map<Integer, Long> shards = sum(RunEntry::shards);
            if (!shards.equals(entry.shards()) || !sum(RunEntry::twins).equals(entry.twins())) {
                throw new IOException("the journal has other records from LSN " + entry.fromLsn() + " to "
                        + entry.toLsn() + " than the manifest: by shard " + shards + ", not " + entry.shards());
            }
        }

        private Map<Integer, Long> sum(Function<RunEntry, Map<Integer, Long>> counts) {
            Map<Integer, Long> sum = new TreeMap<>();
            written.forEach(piece -> counts.apply(piece).forEach((shard, count) -> sum.merge(shard, count, Long::sum)));
            return sum;
        }

        /** Many pieces of a high level are of a lower one, since they are that small. */
        List<RunEntry> ofLevel(int level) {
            int lower = level;
            for (int left = written.size(); left >= options.mergeFan() && lower > 0; left /= options.mergeFan()) {
                lower--;
            }
            int reached = lower;
            return written.stream().map(piece -> piece.at(reached)).toList();
        }
    }
}
