package io.stemedb.recorder;

import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A node in one thread over a played disk, whose segments and tables are so small that a few writes fill them. */
final class SmallNode {
    static final Path DATA = Path.of("/data");
    static final long SEGMENT = 256 * 1024;
    static final long TABLE = 64 * 1024;

    final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    final AtomicLong wall = new AtomicLong(1_000_000_000);

    Database open() throws IOException {
        return open(TABLE);
    }

    Database open(long tableBytes) throws IOException {
        Surroundings around = OneThread.on(disk).clock(wall::get).surroundings();
        DatabaseOptions options = SmallDatabase.in(DATA)
                .shards(64)
                .segments(SEGMENT)
                .tables(tableBytes)
                .fan(2)
                .options();
        return Database.open(options, around, recorded -> {});
    }

    /** Garbage at the end of the newest segment: what a write that was under way leaves at a power cut. */
    void tearTail() throws IOException {
        Path wal = DATA.resolve("wal");
        String newest = disk.list(wal).stream()
                .filter(name -> name.endsWith(".wal"))
                .reduce((older, newer) -> newer)
                .orElseThrow();
        try (DiskFile segment = disk.open(wal.resolve(newest))) {
            segment.write(ByteBuffer.wrap(new byte[] {1}), segment.size() - 1);
            segment.force();
        }
    }

    /** What the writer's thread does until nothing is waiting any more, and then once more. */
    void work(Database database) {
        while (database.step()) {
            // the next group
        }
        Idle.rest(database);
    }
}
