package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Nothing that is written in the background leaves the disk so much to do at once that the journal would wait for it.
 */
class RunForceTest {
    private static final Path DB = Path.of("/data/db");
    private static final int SHARDS = 4;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private long forced;
    private long most;

    @Test
    void a_large_run_is_forced_as_it_is_written() throws IOException {
        StoppedStore.create(disk, DB, 7);
        StoreOptions options = new StoreOptions(SHARDS, Long.MAX_VALUE, 2, 1, Runnable::run, Runnable::run);
        try (Store store = Store.open(disk, DB, 7, options)) {
            for (int i = 1; i <= 500; i++) {
                String large = "\"" + "x".repeat(60_000) + "\"";
                Recorded record = Claims.claim(i).in("a/" + i, "p").says(large).done();
                int shard = PathHash.shardOf(record.assertion().conceptPath(), SHARDS);
                store.apply(RecordKey.of(shard, record), RecordFormat.encode(record));
            }
            disk.hook(this::watch);
            store.flushNow(1);
        }
        assertThat(most).isBetween(1L << 20, RunWriter.FORCE_BYTES + (4L << 20));
    }

    private void watch(Operation operation, Path path) throws IOException {
        if (path.toString().endsWith(".mv")) {
            if (operation == Operation.FORCE) {
                forced = disk.size(path);
            } else if (operation == Operation.WRITE) {
                most = Math.max(most, disk.size(path) - forced);
            }
        }
    }
}
