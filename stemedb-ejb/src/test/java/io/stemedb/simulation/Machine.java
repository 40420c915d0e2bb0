package io.stemedb.simulation;

import io.stemedb.assertion.Recorded;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskHook;
import io.stemedb.files.Faults;
import io.stemedb.files.PowerCut;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A computer with one node on it: disk, clock, threads that wait to be told, and a power cord. */
public final class Machine {
    public static final Path DATA = Path.of("/data");
    public static final int SHARDS = 4;

    public final Tasks flusher = new Tasks();
    public final Tasks merger = new Tasks();
    public final Tasks housekeeper = new Tasks();
    public final Faults faults = new Faults();
    public final AtomicLong wallMicros = new AtomicLong(1_760_000_000_000_000L);

    private final SplittableRandom random;
    private final UnaryOperator<Disk> wrapping;
    private final DatabaseOptions options;
    private SimulatedDisk disk;
    private Database database;
    private final DiskHook.Operation haunted;
    private int starts;
    private int crashIn;
    private DiskHook.Operation crashAt;
    private int faultsBefore;
    private boolean wasFull;
    private long askedMeanwhile;
    private String changedPast;
    private Consumer<Recorded> told = recorded -> {};

    /** A machine whose segments, tables and merges are as large as chance has it. */
    Machine(SplittableRandom random, UnaryOperator<Disk> wrapping, DiskHook.Operation haunted) {
        this(random, wrapping, haunted, anyOptions(random));
    }

    private Machine(
            SplittableRandom random,
            UnaryOperator<Disk> wrapping,
            DiskHook.Operation haunted,
            DatabaseOptions options) {
        this.random = random;
        this.wrapping = wrapping;
        this.haunted = haunted;
        this.disk = new SimulatedDisk(random.split());
        this.options = options;
        connect();
    }

    /**
     * One of several machines in one thread, with a node of its own on it; neither disk nor process fails unless it is
     * told to.
     *
     * @param options in {@link #DATA}
     * @param aheadMicros how far its clock is ahead of that of other machines; negative for behind
     */
    public static Machine with(SplittableRandom random, DatabaseOptions options, long aheadMicros) {
        return with(random, options, aheadMicros, disk -> disk);
    }

    /**
     * The same with a disk that a test has changed.
     *
     * @param wrapping the disk of each process, as that sees it
     */
    public static Machine with(
            SplittableRandom random, DatabaseOptions options, long aheadMicros, UnaryOperator<Disk> wrapping) {
        Machine machine = new Machine(random, wrapping, null, options);
        machine.wallMicros.addAndGet(aheadMicros);
        return machine;
    }

    private static DatabaseOptions anyOptions(SplittableRandom random) {
        return SmallDatabase.in(DATA)
                .shards(SHARDS)
                .segments((16 * 1024L) << Math.max(0, random.nextInt(5) - 2))
                .keeping(random.nextBoolean() ? Retention.all() : Retention.flushed())
                .tables(random.nextInt(3) == 0 ? 1_500 + random.nextInt(3_000) : 4_000 + random.nextInt(40_000))
                .fan(2 + random.nextInt(3))
                .options();
    }

    private void connect() {
        disk.hook(((DiskHook) this::askForThePast).then(this::crashWhenDue).then(faults));
    }

    /** Readers do not wait while a group is forced. */
    private void askForThePast(DiskHook.Operation operation, Path path) {
        if (operation == DiskHook.Operation.FORCE && database != null) {
            askedMeanwhile = database.recorder().stableThrough();
        }
    }

    /** Has somebody told of each record that becomes visible. */
    public void tell(Consumer<Recorded> somebody) {
        told = somebody;
    }

    private void becameVisible(Recorded recorded) {
        told.accept(recorded);
        if (recorded.recordedAt() <= askedMeanwhile) {
            changedPast = recorded + " is new in the past through " + askedMeanwhile + ", which somebody has seen";
        }
    }

    /** A record that became visible in a past that was called finished before; or null. */
    public String changedPast() {
        return changedPast;
    }

    private void crashWhenDue(DiskHook.Operation operation, Path path) {
        if (crashIn > 0 && (crashAt == null || crashAt == operation) && --crashIn == 0) {
            throw new PowerCut(operation + " of " + path);
        }
    }

    public Database database() {
        return database;
    }

    /** Whether everything that was ever written can be read again. */
    public boolean keepsJournal() {
        return options.retention().equals(Retention.all());
    }

    public SimulatedDisk disk() {
        return disk;
    }

    public boolean running() {
        return database != null && disk.powered();
    }

    /** Whether the disk gave the node a reason to refuse something since it started. */
    public boolean hadTrouble() {
        return wasFull || faults.raised() > faultsBefore;
    }

    /** Ends the process in an operation to come; one of this kind, unless that is null. */
    public void crashAfter(int operations, DiskHook.Operation kind) {
        crashIn = operations;
        crashAt = kind;
    }

    public void fillUp(long bytesLeft) {
        disk.capacity(disk.used() + bytesLeft);
        wasFull = true;
    }

    public void makeRoom() {
        disk.capacity(Long.MAX_VALUE);
    }

    /** No fault and no crash is planned any more. */
    public void heal() {
        faults.forgetPlanned();
        makeRoom();
        crashIn = 0;
    }

    /** Starts the node, over and over where it crashes or the disk fails while it starts. */
    public void start(boolean mayCrash) throws IOException {
        while (true) {
            faultsBefore = faults.raised();
            wasFull = false;
            boolean crashes = mayCrash && random.nextInt(starts++ == 0 ? 2 : 4) == 0;
            crashAfter(crashes ? 1 + random.nextInt(haunted == null ? 60 : 6) : 0, haunted);
            try {
                open();
                crashAfter(0, null);
                return;
            } catch (IOException | RuntimeException | PowerCut failure) {
                if (disk.powered() && !hadTrouble()) {
                    throw failure;
                }
                end(haunted == null && random.nextBoolean());
            }
        }
    }

    /** Starts the node once; whatever keeps it from starting is the caller's. */
    public void open() throws IOException {
        database = Database.open(options, surroundings(), this::becameVisible);
    }

    private Surroundings surroundings() {
        return OneThread.on(wrapping.apply(disk))
                .clock(wallMicros::get)
                .random(random.split())
                .flusher(flusher)
                .merger(merger)
                .housekeeper(housekeeper)
                .surroundings();
    }

    /** The process is gone, and with its power also what was not forced. */
    public void end(boolean withPower) {
        disk = withPower ? disk.cutPower() : disk.killProcess();
        disk.capacity(Long.MAX_VALUE);
        connect();
        if (random.nextBoolean()) {
            faults.forgetPlanned();
        }
        flusher.forget();
        merger.forget();
        housekeeper.forget();
        if (database != null) {
            database.store().close();
            database = null;
        }
    }

    /** The disk is gone, and an empty one is there; only while the node is down. */
    public void loseDisk() {
        disk = new SimulatedDisk(random.split());
        connect();
    }

    /** An orderly stop. */
    public void stop() throws IOException {
        database.close();
        database = null;
        end(false);
    }
}
