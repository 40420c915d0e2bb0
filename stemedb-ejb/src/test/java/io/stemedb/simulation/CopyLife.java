package io.stemedb.simulation;

import static io.stemedb.simulation.Model.require;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskHook;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.Copy;
import io.stemedb.recorder.CopyOutcome;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.Idle;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.store.RecordPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;

/**
 * Some nodes in one thread that take claims, often the same ones, and hand each other the records that they lack: in
 * any order, some of them twice, while processes and power fail.
 */
final class CopyLife {
    private static final int MOVES = 250;
    private static final DiskHook.Operation[] CHANGING = {
        DiskHook.Operation.WRITE, DiskHook.Operation.FORCE, DiskHook.Operation.RENAME, DiskHook.Operation.CREATE
    };

    private final SplittableRandom random;
    private final List<Machine> machines = new ArrayList<>();
    private final List<List<Recorded>> acknowledged = new ArrayList<>();
    private final Writers writers;
    private final Chronicle chronicle = new Chronicle();
    private final BiPredicate<Database, Copy> handsOver;
    private List<Append> sent = List.of();
    private CompletableFuture<List<AppendOutcome>> answers;

    private interface Move {
        void make() throws IOException;
    }

    private CopyLife(long seed, BiPredicate<Database, Copy> handsOver) {
        this.random = new SplittableRandom(seed);
        this.writers = new Writers(random.split());
        this.handsOver = handsOver;
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            // Clocks are apart; sometimes one is wrong by hours.
            long ahead = random.nextInt(8) == 0 ? 7_200_000_000L : random.nextInt(3_000);
            machines.add(Machine.with(
                    random.split(),
                    SmallDatabase.in(Machine.DATA)
                            .named("node" + i)
                            .shards(Machine.SHARDS)
                            .tables(random.nextBoolean() ? 4_000 : 30_000)
                            .fan(2 + random.nextInt(2))
                            .options(),
                    ahead));
            acknowledged.add(new ArrayList<>());
        }
    }

    /** Lives through a seed. */
    static Chronicle of(long seed) throws IOException {
        return of(seed, (node, copy) -> true);
    }

    /** @param handsOver whether a copy that a node lacks is handed to it */
    static Chronicle of(long seed, BiPredicate<Database, Copy> handsOver) throws IOException {
        CopyLife life = new CopyLife(seed, handsOver);
        try {
            life.live();
            return life.chronicle;
        } catch (IOException | RuntimeException | AssertionError broken) {
            throw new AssertionError(broken + "\n  " + life.chronicle, broken);
        } finally {
            for (Machine machine : life.machines) {
                if (machine.database() != null) {
                    machine.end(true);
                }
            }
        }
    }

    private void live() throws IOException {
        for (Machine machine : machines) {
            machine.start(false);
        }
        for (int move = 0; move < MOVES; move++) {
            machines.forEach(machine -> machine.wallMicros.addAndGet(random.nextInt(200)));
            int at = random.nextInt(machines.size());
            make(at, () -> move(at));
        }
        end();
    }

    private void make(int at, Move move) throws IOException {
        Machine machine = machines.get(at);
        try {
            move.make();
        } catch (IOException | RuntimeException | Error failure) {
            if (failure instanceof AssertionError || machine.running()) {
                throw failure;
            }
        }
        hear(at);
        if (!machine.running()) {
            restart(at, random.nextBoolean());
        }
    }

    private void hear(int at) {
        if (answers != null && answers.isDone()) {
            answers.join().forEach(outcome -> {
                Recorded recorded = outcome.fold(isNew -> isNew, held -> held, refused -> null);
                if (recorded != null) {
                    acknowledged.get(at).add(recorded);
                }
            });
        }
        answers = null;
        sent = List.of();
    }

    private void move(int at) throws IOException {
        Machine machine = machines.get(at);
        switch (random.nextInt(22)) {
            case 0, 1, 2, 3, 4, 5 -> write(machine);
            case 6, 7, 8, 9, 10, 11 -> exchange(at);
            case 12, 13 -> machine.flusher.runOne();
            case 14, 15 -> machine.merger.runOne();
            case 16 -> machine.housekeeper.runOne();
            case 17 -> {
                if (random.nextInt(3) == 0) {
                    new CopyAudit(machine.database()).everything(random);
                }
            }
            case 18, 19 -> drop(at);
            case 20 -> machine.crashAfter(1 + random.nextInt(15), CHANGING[random.nextInt(CHANGING.length)]);
            default -> {
                if (random.nextInt(4) == 0) {
                    restart(at, random.nextBoolean());
                }
            }
        }
    }

    private void write(Machine machine) {
        sent = random.nextInt(10) == 0 ? List.of(fact()) : writers.next(machine.wallMicros.get());
        chronicle.did("write", sent.size());
        answers = machine.database().recorder().submit(sent);
        if (random.nextInt(3) == 0) {
            var unused = take(machines.indexOf(machine)); // so that copies and appends are in one group
        }
        step(machine);
    }

    /** One of few, so that nodes have the same ones. */
    private Append fact() {
        Claim claim = new Claim(
                io.stemedb.assertion.Kind.ASSERTION,
                "_stemedb/source/who",
                "weight",
                CanonicalJson.ofCanonical(String.valueOf(random.nextInt(3))),
                null,
                Claim.NOT_GIVEN,
                1 + random.nextInt(4),
                io.stemedb.assertion.Assertion.UNBOUNDED,
                io.stemedb.assertion.Assertion.UNBOUNDED,
                null,
                null,
                null,
                null,
                null);
        return new Append(Completion.complete(claim, 0, () -> null), null, null);
    }

    /** A node drops what another one has; its claims are that one's to answer for. It may get them back any time. */
    private void drop(int at) {
        Machine machine = machines.get(at);
        Machine other = machines.get(random.nextInt(machines.size()));
        int shard = random.nextInt(Machine.SHARDS);
        ShardVector held = machine.database().shown().horizon().dots().of(shard);
        if (other == machine
                || held.isEmpty()
                || !other.database().shown().horizon().dots().of(shard).covers(held)) {
            return;
        }
        acknowledged.get(at).removeIf(recorded -> {
            boolean gone = PathHash.shardOf(recorded.assertion(), Machine.SHARDS) == shard;
            if (gone) {
                acknowledged.get(machines.indexOf(other)).add(recorded);
            }
            return gone;
        });
        for (int attempt = 0; attempt < 3; attempt++) {
            var dropped = machine.database().drop(shard, held);
            step(machine);
            if (dropped.isDone() && dropped.join()) {
                require(machine.database().shown().horizon().dots().of(shard).isEmpty(), "shard %d still shows", shard);
                chronicle.count("drop");
                return;
            }
        }
    }

    private void exchange(int at) {
        var outcomes = take(at);
        step(machines.get(at));
        if (outcomes != null && outcomes.isDone()) {
            outcomes.join()
                    .forEach(outcome -> chronicle.count(outcome.fold(
                            () -> "taken",
                            () -> "known",
                            refused -> refused.refusal().name())));
        }
    }

    private static void step(Machine machine) {
        for (int i = 0; i < 20 && machine.database().step(); i++) {
            // the next group
        }
        if (machine.database().store().flushing()) {
            machine.flusher.runOne();
        }
    }

    /** Hands a node some of what another one has, without waiting for what becomes of it. */
    private CompletableFuture<List<CopyOutcome>> take(int at) {
        Machine machine = machines.get(at);
        Machine other = machines.get(random.nextInt(machines.size()));
        int shard = CopyAudit.shards().get(random.nextInt(CopyAudit.shards().size()));
        ShardVector have = random.nextInt(5) == 0
                ? ShardVector.NONE
                : machine.database().shown().horizon().dots().of(shard);
        RecordPage page =
                other.database().store().copies().without(shard, have, new byte[0], 1 + random.nextInt(3_000));
        List<Copy> copies = new ArrayList<>();
        page.records().forEach(record -> copies.add(copy(machine.database(), record)));
        copies.removeIf(copy -> !handsOver.test(machine.database(), copy) || random.nextInt(10) == 0);
        if (!copies.isEmpty() && random.nextInt(3) == 0) {
            copies.add(copies.get(random.nextInt(copies.size()))); // it may come twice
        }
        for (int i = copies.size() - 1; i > 0; i--) {
            copies.add(copies.remove(random.nextInt(i + 1)));
        }
        chronicle.did("exchange", copies.size());
        return copies.isEmpty() ? null : machine.database().recorder().store(copies);
    }

    private static Copy copy(Database node, StoredRecord record) {
        return node.recorder().copy(record.key(), record.rest());
    }

    private void restart(int at, boolean withPowerCut) throws IOException {
        chronicle.did("end of node", at + (withPowerCut ? " and of its power" : ""));
        Machine machine = machines.get(at);
        machine.end(withPowerCut);
        machine.heal();
        machine.start(false);
        CopyAudit audit = new CopyAudit(machine.database());
        audit.everything(random);
        acknowledged.get(at).forEach(recorded -> require(audit.holds(recorded), "%s is lost", recorded));
    }

    /** Everybody gets everything, by vectors alone; then all are the same, also after a restart. */
    private void end() throws IOException {
        for (int at = 0; at < machines.size(); at++) {
            restart(at, random.nextBoolean());
        }
        for (Machine machine : machines) {
            for (Machine other : machines) {
                CopyAudit.shards().forEach(shard -> pull(machine, other, shard));
            }
        }
        requireEqual();
        for (int at = 0; at < machines.size(); at++) {
            Machine machine = machines.get(at);
            while (!machine.flusher.isEmpty()
                    || !machine.merger.isEmpty()
                    || machine.database().step()) {
                machine.flusher.runOne();
                machine.merger.runOne();
            }
            Idle.rest(machine.database());
            restart(at, true);
        }
        requireEqual();
    }

    private void pull(Machine machine, Machine other, int shard) {
        byte[] after = new byte[0];
        do {
            ShardVector have = machine.database().shown().horizon().dots().of(shard);
            RecordPage page = other.database().store().copies().without(shard, have, after, 2_000);
            List<Copy> copies = new ArrayList<>();
            page.records().forEach(record -> copies.add(copy(machine.database(), record)));
            copies.removeIf(copy -> !handsOver.test(machine.database(), copy));
            var outcomes = machine.database().recorder().store(copies);
            step(machine);
            require(outcomes.isDone(), "the copies wait");
            outcomes.join()
                    .forEach(outcome ->
                            require(outcome.fold(() -> true, () -> true, refused -> false), "refused: %s", outcome));
            after = page.next();
        } while (after != null);
    }

    private void requireEqual() {
        CopyAudit first = new CopyAudit(machines.get(0).database());
        for (int i = 0; i < first.twins(); i++) {
            chronicle.count("twin");
        }
        for (Machine machine : machines) {
            CopyAudit audit = new CopyAudit(machine.database());
            audit.everything(random);
            require(audit.stored().equals(first.stored()), "two nodes hold other records");
            CopyAudit.shards().forEach(shard -> {
                ShardVector one =
                        machines.get(0).database().shown().horizon().dots().of(shard);
                ShardVector two = machine.database().shown().horizon().dots().of(shard);
                require(one.equals(two) && one.digest() == two.digest(), "%s, but %s", one, two);
            });
            require(
                    machine.database().store().shardStates().list().stream()
                            .map(state -> state.roots())
                            .toList()
                            .equals(machines.get(0).database().store().shardStates().list().stream()
                                    .map(state -> state.roots())
                                    .toList()),
                    "two nodes show other roots");
            acknowledged.forEach(
                    some -> some.forEach(recorded -> require(audit.holds(recorded), "%s is lost", recorded)));
        }
    }
}
