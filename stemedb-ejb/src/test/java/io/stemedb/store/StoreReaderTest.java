package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.AssertionReaderContract;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The store answers alike whether records stand in memory, in many runs, or in merged ones. */
class StoreReaderTest {
    private static final Path DB = Path.of("/data/db");
    private static final int SHARDS = 64;
    private static final long STORE = 7;
    private static final int FAN = 2;

    @Nested
    class InMemory implements AssertionReaderContract {
        @Override
        public AssertionReader holding(List<Recorded> records) {
            return store(records, Integer.MAX_VALUE).reader();
        }
    }

    @Nested
    class InRunsOfOneThatAreMerged implements AssertionReaderContract {
        @Override
        public AssertionReader holding(List<Recorded> records) {
            return store(records, 1).reader();
        }
    }

    @Nested
    class InRunsOfSevenAndMemory implements AssertionReaderContract {
        @Override
        public AssertionReader holding(List<Recorded> records) {
            return store(records, 7).reader();
        }
    }

    @Test
    void a_merge_leaves_only_the_files_that_the_manifest_names() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        List<Recorded> records = IntStream.range(0, 40)
                .mapToObj(i -> Claims.claim(i).in("a/" + i, "p").recorded(i + 1).done())
                .toList();
        Store store = store(disk, records, 1);
        List<Integer> runs = store.statistics().runs();
        long files = disk.list(DB).stream().filter(name -> name.endsWith(".mv")).count();
        assertThat(files).isEqualTo(runs.stream().mapToInt(Integer::intValue).sum());
        assertThat(runs).allMatch(count -> count < FAN);
    }

    private static Store store(List<Recorded> records, int recordsInARun) {
        try {
            return store(new SimulatedDisk(new Random(1)), records, recordsInARun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Store store(SimulatedDisk disk, List<Recorded> records, int recordsInARun) throws IOException {
        StoppedStore.create(disk, DB, STORE);
        StoreOptions options = new StoreOptions(SHARDS, Long.MAX_VALUE, FAN, 1, Runnable::run, Runnable::run);
        Store store = Store.open(disk, DB, STORE, options);
        long lsn = 0;
        for (Recorded record : records) {
            int shard = PathHash.shardOf(record.assertion().conceptPath(), SHARDS);
            store.apply(RecordKey.of(shard, record), RecordFormat.encode(record));
            lsn++;
            if (lsn % recordsInARun == 0) {
                store.flushNow(lsn);
            }
        }
        return store;
    }
}
