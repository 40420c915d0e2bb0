package io.stemedb.recorder;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A database on a simulated disk that does everything at once, in the thread of the test. */
final class Played {
    static final Path DATA = Path.of("/data");
    static final long NEVER_FULL = 1L << 40;

    final AtomicLong wall = new AtomicLong(1_000_000);
    final Faults faults = new Faults();
    private final long segmentBytes;
    private long tableBytes;
    private Consumer<Recorded> applied = recorded -> {};
    private SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private Database database;

    Played(long segmentBytes, long tableBytes) throws IOException {
        this.segmentBytes = segmentBytes;
        this.tableBytes = tableBytes;
        open();
    }

    Database open() throws IOException {
        disk.hook(faults);
        Surroundings around = OneThread.on(disk).clock(wall::get).surroundings();
        DatabaseOptions options = SmallDatabase.in(DATA)
                .shards(64)
                .segments(segmentBytes)
                .tables(tableBytes)
                .fan(2)
                .options();
        database = Database.open(options, around, recorded -> applied.accept(recorded));
        return database;
    }

    Database database() {
        return database;
    }

    SimulatedDisk disk() {
        return disk;
    }

    /** Counts from the next start on. */
    void tableBytes(long bytes) {
        tableBytes = bytes;
    }

    void whenApplied(Consumer<Recorded> listener) {
        applied = listener;
    }

    void cutPower() {
        disk = disk.cutPower();
    }

    static Append append(int id) {
        return append(id, "1");
    }

    static Append append(int id, String json) {
        return new Append(Claims.claim(id).in("a/" + id, "p").says(json).done().assertion(), null, null);
    }

    AppendOutcome write(Append append) {
        var outcome = database.recorder().submit(List.of(append));
        while (!outcome.isDone()) {
            database.step();
        }
        return outcome.join().get(0);
    }
}
