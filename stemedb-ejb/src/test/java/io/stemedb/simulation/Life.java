package io.stemedb.simulation;

import static io.stemedb.simulation.Model.require;

import io.stemedb.assertion.Slot;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.Idle;
import io.stemedb.recorder.Parts;
import io.stemedb.recorder.Parts.Part;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** The life of a node from one seed: writers, threads, clock, disk and power do what they please, in any order. */
final class Life {
    private static final int MOVES = 300;
    private static final Operation[] FAILING = {
        Operation.FORCE,
        Operation.FORCE,
        Operation.WRITE,
        Operation.CREATE,
        Operation.RENAME,
        Operation.FORCE_DIRECTORY,
        Operation.DELETE,
        Operation.OPEN,
        Operation.READ
    };

    private static final Operation[] CHANGING = {
        Operation.CREATE,
        Operation.WRITE,
        Operation.FORCE,
        Operation.RENAME,
        Operation.DELETE,
        Operation.FORCE_DIRECTORY
    };

    private static final String[] WHERE = {"", "/wal", "/db"};

    private final SplittableRandom random;
    private final Machine machine;
    private final Writers writers;
    private final Model model = new Model(Machine.SHARDS);
    private final Deque<Part> sent = new ArrayDeque<>();
    private final Chronicle chronicle = new Chronicle();
    private final Operation haunted;
    private Append unsure;
    private int powerCutIn;

    private interface Move {
        void make() throws IOException;
    }

    private Life(long seed, UnaryOperator<Disk> wrapping, Operation haunted) {
        this.random = new SplittableRandom(seed);
        this.machine = new Machine(random.split(), wrapping, haunted);
        this.writers = new Writers(random.split());
        this.haunted = haunted;
    }

    /** Lives through a seed; throws where an invariant broke. */
    static Chronicle of(long seed, UnaryOperator<Disk> wrapping) throws IOException {
        return haunted(seed, wrapping, null);
    }

    /** Lives through a seed in which processes are killed in one kind of operation, and power cuts follow soon. */
    static Chronicle haunted(long seed, UnaryOperator<Disk> wrapping, Operation kind) throws IOException {
        Life life = new Life(seed, wrapping, kind);
        try {
            life.live();
            return life.chronicle;
        } catch (IOException | RuntimeException | AssertionError broken) {
            throw new AssertionError(broken + "\n  " + life.chronicle, broken);
        } finally {
            if (life.machine.database() != null) {
                life.machine.end(true);
            }
        }
    }

    /** A node that worked for a while on a good disk, and was stopped; and what it holds. */
    record Stopped(Machine machine, Model model) {}

    static Stopped stopped(long seed) throws IOException {
        Life life = new Life(seed, UnaryOperator.identity(), null);
        life.machine.start(false);
        for (int round = 0; round < MOVES; round++) {
            life.machine.wallMicros.addAndGet(life.random.nextInt(2_000));
            life.make(() -> life.submit(life.writers.next(life.machine.wallMicros.get())));
            life.make(() -> life.machine.database().step());
            life.make(life.machine.flusher::runOne);
            life.make(life.machine.merger::runOne);
        }
        life.make(life::workOff);
        life.machine.stop();
        return new Stopped(life.machine, life.model);
    }

    private void live() throws IOException {
        machine.start(true);
        for (int move = 0; move < MOVES; move++) {
            machine.wallMicros.addAndGet(random.nextInt(2_000));
            make(next());
        }
        end();
    }

    /** Makes a move, then hears the answers that it brought; a crash in it is as good an end as any. */
    private void make(Move move) throws IOException {
        Database before = machine.database();
        long stable = machine.database().recorder().stableThrough();
        try {
            move.make();
        } catch (IOException | RuntimeException | Error failure) {
            if (failure instanceof AssertionError || machine.running()) {
                throw failure;
            }
        }
        hear(stable, before);
        if (!machine.running()) {
            restart(haunted == null && random.nextBoolean());
            powerCutIn = haunted == null ? 0 : 1 + random.nextInt(20);
        }
    }

    private Move next() {
        if (--powerCutIn == 0) {
            return () -> restart(true);
        }
        return unsure == null ? this::move : this::sendAgain;
    }

    /** As clients do who were told that the outcome is unknown. */
    private void sendAgain() {
        submit(List.of(unsure));
        unsure = null;
        did("step with what was in doubt", machine.database().step());
        powerCutIn = random.nextInt(8);
    }

    private void move() throws IOException {
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> submit(writers.next(machine.wallMicros.get()));
            case 9, 10, 11, 12, 13, 14, 15, 16, 17 ->
                did("step", machine.database().step());
            case 18, 19, 20 -> run("flush", machine.flusher);
            case 21, 22, 23 -> run("merge", machine.merger);
            case 24, 25 -> run("housekeep", machine.housekeeper);
            case 26, 27 -> rest();
            case 28, 29, 30 -> readSome();
            case 31 -> readEverything();
            case 32 -> moveClock();
            case 33 -> machine.makeRoom();
            case 34 -> seldom(2, this::planFault);
            case 35 ->
                seldom(3, () -> {
                    int left = random.nextInt(30_000);
                    did("disk fills up but for", left);
                    machine.fillUp(left);
                });
            case 36, 37 -> planCrash();
            case 38 -> seldom(2, () -> restart(random.nextBoolean()));
            default -> seldom(3, this::stopAndStart);
        }
    }

    private void seldom(int oneIn, Move move) throws IOException {
        if (random.nextInt(oneIn) == 0) {
            move.make();
        }
    }

    private void did(String what, Object result) {
        chronicle.did(what, result);
    }

    private void submit(List<Append> appends) {
        did("submit", appends.size());
        sent.addAll(Parts.submit(machine.database(), appends));
    }

    private void run(String name, Tasks tasks) {
        if (!tasks.isEmpty()) {
            did(name, "");
            tasks.runOne();
        }
    }

    private void rest() {
        did("rest", "");
        Idle.rest(machine.database());
    }

    private void readSome() {
        Audit audit = new Audit(machine.database(), model);
        excusing(() -> {
            Append append = writers.any();
            audit.id(append.assertion().id());
            audit.slot(Slot.of(append.assertion()));
        });
    }

    private void readEverything() {
        excusing(() -> new Audit(machine.database(), model).everything());
    }

    /** A disk that cannot read excuses that nothing is answered. */
    private void excusing(Runnable reading) {
        int raised = machine.faults.raised();
        try {
            reading.run();
        } catch (StemeException refused) {
            require(machine.faults.raised() > raised, "refused without a reason: %s", refused);
        }
    }

    private void moveClock() {
        long hours = random.nextInt(3) == 0 ? 26 : 0;
        long micros = hours * 3_600_000_000L + random.nextInt(20_000_000);
        long jump = random.nextBoolean() ? micros : -micros;
        did("clock jumps", jump);
        machine.wallMicros.addAndGet(jump);
    }

    private void planFault() {
        Operation operation = FAILING[random.nextInt(FAILING.length)];
        int nth = 1 + random.nextInt(random.nextBoolean() ? 1 : 6);
        String where = WHERE[random.nextInt(WHERE.length)];
        did("plan fault", operation + " in " + nth + " " + where);
        machine.faults.fail(operation, path -> path.toString().contains(where), nth, Faults.IO_ERROR);
    }

    private void planCrash() {
        boolean any = haunted == null && random.nextBoolean();
        int operations = 1 + random.nextInt(haunted != null ? 2 : any && random.nextBoolean() ? 80 : 8);
        Operation kind = haunted != null ? haunted : any ? null : CHANGING[random.nextInt(CHANGING.length)];
        did("plan crash in", operations + " of " + kind);
        machine.crashAfter(operations, kind);
    }

    private void stopAndStart() throws IOException {
        did("stop", "");
        int raised = machine.faults.raised();
        try {
            machine.stop();
        } catch (IOException failure) {
            require(machine.faults.raised() > raised || machine.hadTrouble(), "cannot stop: %s", failure);
        }
        restart(false);
    }

    private void restart(boolean withPowerCut) throws IOException {
        did(machine.running() ? "end of the process" : "end in an operation", withPowerCut ? "and of power" : "");
        sent.clear(); // what was never taken up must never be there
        machine.end(withPowerCut);
        machine.start(true);
        did(
                machine.database().opening().tornTail() == null ? "found" : "found torn",
                machine.database().opening());
        mendRuns();
        excusing(() -> {
            Audit audit = new Audit(machine.database(), model);
            model.restarted(audit.walk());
            audit.everything();
        });
        seldom(4, this::planCrash); // misfortunes never come singly
    }

    /** A disk that could not read while a run was opened leaves it to be healed, which a planned fault may put off. */
    private void mendRuns() {
        for (int attempt = 0;
                attempt < 20 && !machine.database().store().damages().isEmpty();
                attempt++) {
            machine.database().store().healNow();
        }
    }

    private void hear(long stableBefore, Database before) {
        long stableAfter = machine.running() && machine.database() == before
                ? machine.database().recorder().stableThrough()
                : stableBefore;
        require(stableAfter >= stableBefore, "stable through %d, then %d", stableBefore, stableAfter);
        require(machine.changedPast() == null, "%s", machine.changedPast());
        while (!sent.isEmpty() && sent.peek().outcomes().isDone()) {
            Part answered = sent.poll();
            List<AppendOutcome> outcomes = answered.outcomes().join();
            require(outcomes.size() == answered.appends().size(), "%d answers", outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                boolean excused = !machine.running() || machine.hadTrouble();
                model.answered(answered.appends().get(i), outcomes.get(i), stableBefore, stableAfter, excused);
                String name = nameOf(outcomes.get(i));
                chronicle.count(name);
                if (name.equals("OUTCOME_UNKNOWN") && unsure == null && random.nextBoolean()) {
                    unsure = answered.appends().get(i);
                }
            }
        }
    }

    private static String nameOf(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Refused refused
                ? refused.refusal().refusal().name()
                : outcome.getClass().getSimpleName();
    }

    /** All is well again: the node goes on by itself unless it is read-only, and a last power cut takes nothing. */
    private void end() throws IOException {
        machine.heal();
        did("heal", "");
        if (machine.database().recorder().readOnlyReason() == null) {
            goOn();
        }
        restart(true);
        machine.heal();
        make(this::goOn);
        make(() -> new Audit(machine.database(), model).everything());
        restart(false);
        machine.heal();
        make(() -> new Audit(machine.database(), model).everything());
    }

    private void goOn() throws IOException {
        make(this::workOff);
        require(machine.database().recorder().refusal().isEmpty(), "it still refuses writes");
        submit(List.of(writers.fresh(machine.wallMicros.get())));
        CompletableFuture<List<AppendOutcome>> outcomes = sent.getLast().outcomes();
        make(this::workOff);
        require(sent.isEmpty(), "writes do not go on");
        require(outcomes.join().get(0) instanceof AppendOutcome.Appended, "%s", outcomes.join());
    }

    /** Lasts two seconds, after which everything that is tried again in time has been. */
    private void workOff() {
        for (int round = 0; round < 200; round++) {
            machine.wallMicros.addAndGet(10_000);
            machine.flusher.runOne();
            machine.merger.runOne();
            machine.housekeeper.runOne();
            if (!machine.database().step()) {
                Idle.rest(machine.database());
            }
        }
        require(machine.flusher.isEmpty() && machine.merger.isEmpty(), "the threads never come to rest");
    }
}
