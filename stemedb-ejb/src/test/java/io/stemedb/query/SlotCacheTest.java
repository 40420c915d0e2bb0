package io.stemedb.query;

import static io.stemedb.assertion.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.FakeReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class SlotCacheTest {
    private static final Slot SLOT = new Slot("geo/country/FR", "capital");

    private final Interrupted store = new Interrupted();
    private final SlotCache cache = new SlotCache(store, 1 << 20);

    /** A store that lets the test do something right before and right after a slot is read. */
    private static final class Interrupted implements AssertionReader {
        private final FakeReader held = new FakeReader();
        private Runnable before = () -> {};
        private Runnable after = () -> {};
        private int reads;

        @Override
        public List<Recorded> slot(String conceptPath, String predicate) {
            reads++;
            before.run();
            List<Recorded> read = held.slot(conceptPath, predicate);
            after.run();
            return read;
        }

        @Override
        public SlotCursor slots(SlotRange range) {
            return held.slots(range);
        }

        @Override
        public Optional<Recorded> find(AssertionId id) {
            return held.find(id);
        }
    }

    private void record(int id) {
        store.held.add(claim(id).done());
        cache.applied(claim(id).done());
    }

    private List<AssertionId> cached() {
        return cache.slot(SLOT).records().stream().map(Recorded::id).toList();
    }

    private void assertCurrent() {
        assertThat(cache.slot(SLOT).records()).isEqualTo(store.held.slot(SLOT.conceptPath(), SLOT.predicate()));
    }

    @Test
    void a_slot_that_is_kept_is_read_from_the_store_once() {
        record(1);
        for (int i = 2; i < 100; i++) {
            assertCurrent();
            record(i);
        }
        assertCurrent();
        assertThat(store.reads).isEqualTo(1);
    }

    @Test
    void a_slot_that_nobody_claimed_is_kept_too() {
        assertThat(cached()).isEmpty();
        record(1);
        assertThat(cached()).hasSize(1);
        assertThat(store.reads).isEqualTo(1);
    }

    @Test
    void a_record_applied_right_before_the_store_is_read_is_there_once() {
        store.before = () -> record(1);
        assertThat(cached()).hasSize(1);
        store.before = () -> {};
        assertCurrent();
    }

    @Test
    void a_record_applied_right_after_the_store_was_read_is_there() {
        store.after = () -> record(1);
        assertThat(cached()).hasSize(1);
        store.after = () -> {};
        assertCurrent();
    }

    @Test
    void a_record_the_store_shows_before_it_is_applied_is_there_once() {
        store.held.add(claim(1).done());
        assertThat(cached()).hasSize(1);
        cache.applied(claim(1).done());
        assertCurrent();
    }

    @Test
    void a_place_evicted_while_it_is_filled_does_not_come_back() {
        SlotCache tiny = new SlotCache(store, 1000);
        store.after = () -> {
            store.after = () -> {};
            for (int i = 0; i < 100; i++) {
                tiny.slot(new Slot("p" + i, "q"));
            }
            store.held.add(claim(1).done());
            tiny.applied(claim(1).done());
        };
        tiny.slot(SLOT);
        assertThat(tiny.slot(SLOT).records()).hasSize(1);
    }

    @Test
    void a_store_that_fails_leaves_nothing_behind() {
        store.after = () -> {
            throw new IllegalStateException("disk");
        };
        assertThatThrownBy(this::cached).hasMessage("disk");
        store.after = () -> {};
        record(1);
        assertThat(cached()).hasSize(1);
    }

    @Test
    void a_record_that_comes_late_finds_its_place() {
        Random random = new Random(3);
        cached();
        for (int i = 0; i < 200; i++) {
            int id = random.nextInt(100);
            Recorded late = claim(id).recorded(id * 31 % 50).done();
            store.held.add(late);
            cache.applied(late);
            assertCurrent();
        }
        assertThat(store.reads).isEqualTo(1);
    }

    @Test
    void a_list_that_was_handed_out_never_changes() {
        record(1);
        List<Recorded> one = cache.slot(SLOT).records();
        for (int i = 2; i < 50; i++) {
            record(i);
        }
        assertThat(one).hasSize(1);
        assertThatThrownBy(() -> one.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void the_cache_knows_how_large_its_slots_have_grown() {
        cached();
        long empty = cache.bytes();
        for (int i = 0; i < 500; i++) {
            record(i);
        }
        assertThat(cache.bytes()).isGreaterThan(empty + 500 * 300);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void the_cache_stays_within_its_bound() {
        for (int slot = 0; slot < 300; slot++) {
            String path = "p" + slot;
            for (int i = 0; i < 20; i++) {
                store.held.add(claim(i).in(path, "q").done());
            }
            assertThat(cache.slot(new Slot(path, "q")).records()).hasSize(20);
            assertThat(cache.bytes()).isLessThanOrEqualTo(1 << 20);
        }
        assertThat(cache.size()).isBetween(50L, 299L);
    }

    @Test
    void a_slot_larger_than_the_cache_is_answered_and_not_kept() {
        for (int i = 0; i < 5000; i++) {
            store.held.add(claim(i).done());
        }
        assertThat(cached()).hasSize(5000);
        assertThat(cache.bytes()).isLessThan(1 << 20);
        record(5000);
        assertCurrent();
    }

    @Test
    void whoever_reads_after_a_write_was_acknowledged_sees_it() throws InterruptedException, ExecutionException {
        int slots = 6;
        FakeReader slow = new FakeReader();
        // so small that places are evicted all the time
        SlotCache small = new SlotCache(slow, 20_000);
        AtomicIntegerArray acknowledged = new AtomicIntegerArray(slots);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        running.add(threads.submit(() -> writeAll(slow, small, acknowledged)));
        for (int reader = 0; reader < 3; reader++) {
            int seed = reader;
            running.add(threads.submit(() -> readAll(small, acknowledged, new Random(seed))));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
        for (int slot = 0; slot < slots; slot++) {
            assertThat(small.slot(new Slot("p" + slot, "q")).records()).isEqualTo(slow.slot("p" + slot, "q"));
        }
    }

    private static void writeAll(FakeReader store, SlotCache cache, AtomicIntegerArray acknowledged) {
        Random random = new Random(9);
        for (int n = 1; n <= 20_000; n++) {
            int slot = random.nextInt(acknowledged.length());
            if (acknowledged.get(slot) < 60 * (1 + slot)) {
                Recorded recorded = claim(n).in("p" + slot, "q").done();
                store.add(recorded);
                cache.applied(recorded);
                acknowledged.incrementAndGet(slot);
            }
        }
    }

    private static void readAll(SlotCache cache, AtomicIntegerArray acknowledged, Random random) {
        for (int n = 0; n < 60_000; n++) {
            int slot = random.nextInt(acknowledged.length());
            int before = acknowledged.get(slot);
            List<Recorded> records = cache.slot(new Slot("p" + slot, "q")).records();
            assertThat(records.size()).isGreaterThanOrEqualTo(before);
            for (int i = 1; i < records.size(); i++) {
                if (records.get(i - 1).recordedAt() >= records.get(i).recordedAt()) {
                    throw new AssertionError("out of order or twice");
                }
            }
        }
    }

    /** A slot of many megabytes that a hundred clients ask for at once must not be in memory a hundred times. */
    @Test
    void who_asks_while_a_slot_is_being_read_waits_for_that_reading() throws Exception {
        record(1);
        List<Thread> others = new ArrayList<>();
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        store.before = () -> {
            store.before = () -> {};
            for (int i = 0; i < 3; i++) {
                Thread other = new Thread(() -> sizes.add(cached().size()));
                others.add(other);
                other.start();
                while (other.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            record(2);
        };
        assertThat(cached()).hasSize(2);
        for (Thread other : others) {
            other.join();
        }
        assertThat(sizes).containsExactly(2, 2, 2);
        assertThat(store.reads).isEqualTo(1);
    }
}
