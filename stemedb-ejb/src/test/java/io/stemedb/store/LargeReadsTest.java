package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LargeReadsTest {
    private static final int PART = (int) LargeReads.LARGE_BYTES / 4;

    private final LargeReads reads = new LargeReads();

    private Thread large(CountDownLatch admitted) {
        Thread thread = new Thread(() -> {
            try (LargeReads.Reading reading = reads.begin()) {
                for (int i = 0; i < 8; i++) {
                    reading.took(PART);
                }
                admitted.countDown();
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void one_more_than_a_few_waits_until_one_of_them_is_done_and_small_ones_do_not() throws InterruptedException {
        List<LargeReads.Reading> underWay = new ArrayList<>();
        for (int i = 0; i < LargeReads.AT_ONCE; i++) {
            LargeReads.Reading reading = reads.begin();
            reading.took(2 * (int) LargeReads.LARGE_BYTES);
            underWay.add(reading);
        }
        CountDownLatch admitted = new CountDownLatch(1);
        Thread waiting = large(admitted);
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        try (LargeReads.Reading small = reads.begin()) {
            small.took(PART);
        }
        assertThat(admitted.getCount()).isOne();
        underWay.get(0).close();
        admitted.await();
        waiting.join();
        underWay.get(1).close();
    }

    @Test
    void who_is_done_gives_way_to_the_next() throws InterruptedException {
        CountDownLatch admitted = new CountDownLatch(20);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(large(admitted));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(admitted.getCount()).isZero();
    }
}
