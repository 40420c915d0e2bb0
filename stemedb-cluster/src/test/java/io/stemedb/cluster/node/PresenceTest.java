package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A loop that stood still looks around only behind what came meanwhile. */
class PresenceTest {
    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<Long> looks = new ArrayList<>();
    private final Presence presence = new Presence(() -> now);

    private boolean isLate() {
        return presence.isLate(loop::add, () -> looks.add(now));
    }

    @Test
    void a_loop_that_goes_on_looks_at_once() {
        now += SECOND / 10;
        assertThat(isLate()).isFalse();
        assertThat(loop).isEmpty();
    }

    @Test
    void one_that_stood_still_looks_once_behind_what_waits_and_nobody_looks_before() {
        now += SECOND;
        assertThat(isLate()).isTrue();
        assertThat(isLate()).as("another task that was due as well").isTrue();
        assertThat(loop).hasSize(1);
        loop.remove().run();
        assertThat(looks).hasSize(1);
        assertThat(isLate()).isFalse();
    }
}
