package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(-5);
    private final AtomicLong paused = new AtomicLong();
    private final MergePace limit = new RateLimit(1_000, clock::get, nanos -> {
        paused.addAndGet(nanos);
        clock.addAndGet(nanos);
    });

    @Test
    void whoever_writes_all_the_time_writes_at_the_limit() {
        long began = clock.get();
        for (int i = 0; i < 50; i++) {
            limit.wrote(100);
        }
        assertThat(clock.get() - began).isEqualTo(5 * SECOND);
    }

    @Test
    void whoever_writes_less_never_waits() {
        for (int i = 0; i < 50; i++) {
            clock.addAndGet(SECOND);
            limit.wrote(100);
        }
        assertThat(paused).hasValue(0);
    }

    @Test
    void a_long_rest_is_not_made_up_for() {
        clock.addAndGet(1_000 * SECOND);
        limit.wrote(1_100);
        assertThat(paused).hasValue(SECOND);
    }

    @Test
    void no_limit_is_no_limit() {
        assertThat(RateLimit.of(0)).isSameAs(MergePace.FREE);
    }
}
