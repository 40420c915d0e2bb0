package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The room of shards that were dropped comes back by merges. */
class GivenBackTest {
    private static final Path DB = Path.of("/data/db");
    private static final int SHARDS = 4;
    private static final int FAN = 3;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private Store store;
    private int applied;

    @BeforeEach
    void create() throws IOException {
        StoppedStore.create(disk, DB, 7);
    }

    private void flush(int records) {
        applied = Filled.flush(store, SHARDS, applied, records);
    }

    private List<String> everything() {
        return Filled.everything(store);
    }

    private List<String> runFiles() throws IOException {
        return disk.list(DB).stream().filter(name -> name.endsWith(".mv")).toList();
    }

    private void open(Executor merger, Merging merging) throws IOException {
        StoreOptions options = new StoreOptions(SHARDS, 10_000, FAN, 1_000_000, Runnable::run, merger, merging);
        store = Store.open(disk, DB, 7, options);
    }

    private long runBytes() throws IOException {
        long bytes = 0;
        for (String name : runFiles()) {
            bytes += disk.size(DB.resolve(name));
        }
        return bytes;
    }

    @Test
    void what_was_dropped_is_given_back_once_that_is_asked_for() throws IOException {
        open(Runnable::run, Merging.FREE);
        flush(800);
        flush(800);
        long before = runBytes();
        assertThat(store.dropping().run(1)).isTrue();
        List<String> left = everything();
        assertThat(runBytes()).as("a quarter of a run is left as it is").isEqualTo(before);
        long owed = store.owedBytes();
        assertThat(owed).isBetween(before / 6, before / 3);
        store.giveBack();
        assertThat(store.owedBytes()).isZero();
        assertThat(runBytes()).isBetween(before - owed - before / 10, before - owed + before / 10);
        assertThat(everything()).isEqualTo(left);
        assertThat(store.dropping().run(2)).isTrue();
        assertThat(store.owedBytes()).as("it is to be asked for each time").isPositive();
    }

    @Test
    void what_is_to_be_given_back_waits_for_room_and_for_a_merger() throws IOException {
        List<Runnable> waiting = new ArrayList<>();
        open(waiting::add, Merging.FREE);
        flush(800);
        assertThat(store.dropping().run(1)).isTrue();
        disk.capacity(disk.used());
        store.giveBack();
        waiting.remove(0).run();
        assertThat(store.mergeDebt().waitingForSpace()).isTrue();
        long owed = store.owedBytes();
        assertThat(owed).isPositive();
        disk.capacity(Long.MAX_VALUE);
        store.flushAgain();
        assertThat(store.owedBytes()).isEqualTo(owed);
        waiting.remove(0).run();
        assertThat(store.owedBytes()).isZero();
    }

    @Test
    void what_was_dropped_is_given_back_though_the_merge_that_is_due_has_no_room() throws IOException {
        List<Runnable> waiting = new ArrayList<>();
        open(waiting::add, Merging.FREE);
        flush(800);
        long aRun = runBytes();
        for (int i = 1; i < FAN; i++) {
            flush(800);
        }
        assertThat(store.dropping().run(1)).isTrue();
        assertThat(store.dropping().run(2)).isTrue();
        List<String> left = everything();
        disk.capacity(disk.used() + 2 * 10_000 + aRun * 8 / 10);
        store.giveBack();
        assertThat(store.owedBytes()).isGreaterThan(aRun);
        while (!waiting.isEmpty()) {
            waiting.remove(0).run();
        }
        assertThat(store.owedBytes()).isZero();
        assertThat(everything()).isEqualTo(left);
    }

    @Test
    void a_store_without_merges_owes_nothing() throws IOException {
        open(Runnable::run, Merging.OFF);
        flush(800);
        List<String> files = runFiles();
        for (int shard = 0; shard < SHARDS; shard++) {
            assertThat(store.dropping().run(shard)).isTrue();
            assertThat(store.owedBytes()).isZero();
            store.giveBack();
        }
        assertThat(runFiles()).isEqualTo(files);
    }
}
