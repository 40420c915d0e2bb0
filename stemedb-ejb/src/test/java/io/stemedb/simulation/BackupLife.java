package io.stemedb.simulation;

import static io.stemedb.simulation.Model.require;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Recorded;
import io.stemedb.backup.Backup;
import io.stemedb.backup.BackupManifest;
import io.stemedb.backup.Restore;
import io.stemedb.backup.Until;
import io.stemedb.backup.Verification;
import io.stemedb.files.DiskHook;
import io.stemedb.files.PowerCut;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.Identity;
import io.stemedb.recorder.Idle;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A node that is backed up while it writes, flushes, merges and lets segments go between any two steps of the backup,
 * and whose machine fails in them.
 */
final class BackupLife {
    private static final Path DATA = Path.of("/data");
    private static final Path BACKUPS = Path.of("/backups");
    private static final Path RESTORED = Path.of("/restored");
    private static final int ROUNDS = 6;

    private final SplittableRandom random;
    private final Tasks flusher = new Tasks();
    private final Tasks merger = new Tasks();
    private final Tasks housekeeper = new Tasks();
    private final List<Known> held = new ArrayList<>();
    private final Set<Path> finished = new HashSet<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private SimulatedDisk disk;
    private Database node;
    private long wall = 1_760_000_000_000_000L;
    private boolean acting;
    private int crashIn;
    private int claims;

    /** A record, and the position behind its group. */
    private record Known(Recorded recorded, long behind) {}

    private BackupLife(long seed) {
        this.random = new SplittableRandom(seed);
        this.disk = new SimulatedDisk(random.split());
    }

    /** Lives through a seed; says what happened how often. */
    static Map<String, Integer> of(long seed) throws IOException {
        BackupLife life = new BackupLife(seed);
        life.live();
        return life.happened;
    }

    private void live() throws IOException {
        open();
        for (int round = 0; round < ROUNDS; round++) {
            for (int act = random.nextInt(120); act >= 0; act--) {
                act();
            }
            surviving(this::backup);
            check();
            if (random.nextInt(3) == 0) {
                restart();
            }
        }
        while (finished.isEmpty()) {
            surviving(this::backup);
            check();
        }
        restore();
        node.store().close();
    }

    private interface Step {
        void take() throws IOException;
    }

    /** Takes a step, or falls in it and starts the node again; true when it was taken. */
    private boolean surviving(Step step) throws IOException {
        crashIn = random.nextBoolean() ? 1 + random.nextInt(random.nextBoolean() ? 12 : 150) : 0;
        try {
            step.take();
            crashIn = 0;
            return true;
        } catch (PowerCut cut) {
            did("crash");
            restart();
            return false;
        }
    }

    private void did(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    private void open() throws IOException {
        disk.hook(hook());
        DatabaseOptions options = SmallDatabase.in(DATA)
                .named("n")
                .segments(16 * 1024)
                .keeping(Retention.flushed())
                .tables(8_000)
                .options();
        Surroundings around = OneThread.on(disk)
                .clock(() -> wall)
                .random(random.split())
                .flusher(flusher)
                .merger(merger)
                .housekeeper(housekeeper)
                .surroundings();
        node = Database.open(options, around, recorded -> held.add(new Known(recorded, node.journalLsn())));
    }

    private DiskHook hook() {
        return (operation, path) -> {
            if (!path.startsWith(BACKUPS) && !path.startsWith(RESTORED)) {
                return;
            }
            if (crashIn > 0 && --crashIn == 0) {
                throw new PowerCut(operation + " of " + path);
            }
            if (!acting && node != null && random.nextInt(6) == 0) {
                acting = true;
                act();
                acting = false;
            }
        };
    }

    private void act() {
        switch (random.nextInt(8)) {
            case 0 -> flusher.runOne();
            case 1 -> merger.runOne();
            case 2 -> housekeeper.runOne();
            case 3 -> Idle.rest(node);
            default -> write();
        }
    }

    private void write() {
        List<Append> appends = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            appends.add(new Append(claim(), null, null));
        }
        var unused = node.recorder().submit(appends);
        node.step();
        wall += random.nextInt(2_000);
    }

    private Assertion claim() {
        String nonce = String.format(Locale.ROOT, "%032x", ++claims);
        CanonicalJson value = CanonicalJson.ofCanonical("\"" + "v".repeat(random.nextInt(200)) + "\"");
        return Completion.complete(Claim.of("p/" + claims % 7, "p", value, "who"), wall, () -> nonce);
    }

    private void restart() throws IOException {
        crashIn = 0;
        acting = false;
        SimulatedDisk next = random.nextBoolean() ? disk.cutPower() : disk.killProcess();
        Database before = node;
        node = null;
        before.store().close();
        disk = next;
        flusher.forget();
        merger.forget();
        housekeeper.forget();
        open();
    }

    private void backup() throws IOException {
        wall += 1_000_000;
        new Backup(disk, () -> wall, node, DATA, BACKUPS, random.nextBoolean()).run(Progress.UNWATCHED);
        did("backup");
    }

    /** Whatever counts as a backup is whole and a prefix, and no backup is lost. */
    private void check() throws IOException {
        if (!disk.exists(BACKUPS.resolve("stemedb-backups"))) {
            return;
        }
        Set<Path> found = new HashSet<>();
        try {
            Verification.of(disk, BACKUPS, Progress.UNWATCHED, outcome -> {
                require(outcome.problems().isEmpty(), "%s: %s", outcome.backup(), outcome.problems());
                long expected = before(outcome.manifest().lsn());
                require(
                        outcome.manifest().records() == expected,
                        "%s has %d records, not %d",
                        outcome.backup(),
                        outcome.manifest().records(),
                        expected);
                found.add(outcome.backup());
            });
        } catch (IOException none) {
            require(finished.isEmpty(), "%s", none);
        }
        require(found.containsAll(finished), "of %s only %s are left", finished, found);
        finished.addAll(found);
    }

    private long before(long lsn) {
        return held.stream().filter(known -> known.behind() <= lsn).count();
    }

    private boolean isDataDirectory() throws IOException {
        return Identity.exists(disk, RESTORED) && !disk.exists(RESTORED.resolve(Identity.UNFINISHED_RESTORE));
    }

    /** To its end or to a position in its journal, over and over until it is done. */
    private void restore() throws IOException {
        Path from = finished.stream()
                .sorted()
                .skip(random.nextInt(finished.size()))
                .findFirst()
                .orElseThrow();
        List<BackupManifest> of = new ArrayList<>();
        Verification.of(disk, from, Progress.UNWATCHED, outcome -> of.add(outcome.manifest()));
        long lsn = of.get(0).flushedLsn()
                + random.nextLong(1 + of.get(0).lsn() - of.get(0).flushedLsn());
        Until until = random.nextBoolean() ? new Until.End() : new Until.Position(lsn);
        long end = until instanceof Until.End ? of.get(0).lsn() : lsn;
        boolean done = false;
        while (!done) {
            done = surviving(
                    () -> new Restore(disk, from, RESTORED, null, until, random.split()).run(Progress.UNWATCHED));
            done |= isDataDirectory(); // a cut behind its last step: it is whole, and not to be restored into
        }
        did("restore");
        DatabaseOptions options = SmallDatabase.in(RESTORED)
                .named(null)
                .segments(16 * 1024)
                .tables(8_000)
                .options();
        Surroundings around =
                OneThread.on(disk).clock(() -> wall).random(random.split()).surroundings();
        try (Database restored = Database.open(options, around, recorded -> {})) {
            require(
                    restored.store().statistics().assertions() == before(end),
                    "restored to %d: %d records, not %d",
                    end,
                    restored.store().statistics().assertions(),
                    before(end));
            for (Known known : List.copyOf(held)) {
                boolean there = restored.reader().find(known.recorded().id()).isPresent();
                require(there == (known.behind() <= end), "%s after a restore to %d", known, end);
            }
        }
    }
}
