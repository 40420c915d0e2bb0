package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A damaged run whose journal is not of one piece with it: what would be made of that must not take its place. */
class RebuiltRunTest {
    private static final Path DB = Path.of("/data/db");
    private static final Path ASIDE = Path.of("/data/set-aside");
    private static final int SHARDS = 4;
    private static final int RECORDS = 100;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final Queue<Runnable> healer = new ArrayDeque<>();
    private final List<Entry> journal = new ArrayList<>();
    private Store store;

    private record Entry(byte[] key, byte[] rest) {
        static Entry of(int number, int shard) {
            Recorded record = claim(number);
            return new Entry(RecordKey.of(shard, record), RecordFormat.encode(record));
        }
    }

    private static Recorded claim(int number) {
        return Claims.claim(number).in("a/" + number, "p").says("1").done();
    }

    private final History history = new History() {
        @Override
        public boolean holds(long fromLsn, long toLsn) {
            return true;
        }

        @Override
        public void read(long fromLsn, long toLsn, Sink sink) throws IOException {
            long lsn = fromLsn;
            for (Entry entry : journal) {
                sink.record(lsn++, entry.key(), entry.rest());
            }
        }
    };

    @BeforeEach
    void damageARun() throws IOException {
        StoppedStore.create(disk, DB, 7);
        for (int i = 0; i < RECORDS; i++) {
            journal.add(Entry.of(i + 1, i % SHARDS));
        }
        open();
        journal.forEach(entry -> store.apply(entry.key(), entry.rest()));
        store.flushNow(RECORDS);
        store.close();
        Path run = DB.resolve(RunEntry.fileName(1));
        disk.damage(run, disk.size(run) / 2);
        open();
        store.scrub().run((file, bytes) -> {});
        assertThat(store.damages()).hasSize(1);
    }

    private void open() throws IOException {
        StoreOptions options =
                new StoreOptions(SHARDS, Long.MAX_VALUE, 2, 1, Runnable::run, Runnable::run, Merging.FREE);
        store = Store.open(disk, DB, 7, Recorders.of(7), options, new Healing(history, ASIDE, () -> 0, healer::add));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void heal() {
        while (!healer.isEmpty()) {
            healer.remove().run();
        }
    }

    private void requireNothingReplaced() throws IOException {
        List<String> before = disk.list(DB);
        heal();
        assertThat(store.damages()).extracting(Damage::state).containsExactly(Damage.State.NOT_HEALED);
        assertThat(disk.list(DB)).isEqualTo(before).contains(RunEntry.fileName(1), RunEntry.sideName(1));
        assertThat(disk.exists(ASIDE)).isFalse();
        assertThat(new ManifestFile(disk, DB).read().runs())
                .extracting(RunEntry::number)
                .containsExactly(1L);
        assertThatThrownBy(() -> store.reader().find(claim(1).id()))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.SHARD_UNAVAILABLE));
    }

    @Test
    void fewer_records_than_it_held_replace_nothing() throws IOException {
        journal.remove(RECORDS / 2);
        requireNothingReplaced();
    }

    @Test
    void more_records_than_it_held_replace_nothing() throws IOException {
        journal.add(Entry.of(RECORDS + 1, 0));
        requireNothingReplaced();
    }

    @Test
    void as_many_records_of_other_shards_replace_nothing() throws IOException {
        journal.set(0, Entry.of(1, 1));
        requireNothingReplaced();
    }

    @Test
    void the_records_that_it_held_replace_it() {
        heal();
        assertThat(store.damages()).isEmpty();
        assertThat(store.reader().find(claim(1).id())).contains(claim(1));
        assertThat(store.statistics().assertions()).isEqualTo(RECORDS);
    }
}
