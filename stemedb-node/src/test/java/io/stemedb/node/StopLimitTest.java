package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopLimitTest {
    private static final Duration JUST = Duration.ofNanos(1);

    private final List<String> ends = new ArrayList<>();
    private long now = Long.MAX_VALUE; // a clock that runs over, as nanoTime may
    private boolean engineClosed;
    private final StopLimit limit =
            new StopLimit(() -> now, () -> engineClosed, (why, exitCode) -> ends.add(exitCode + " " + why));

    private void pass(Duration time) {
        now += time.toNanos();
        limit.look();
    }

    @Test
    void nothing_ends_without_a_signal() {
        engineClosed = true;
        pass(StopLimit.IN_ALL.multipliedBy(2));
        assertThat(ends).isEmpty();
    }

    @Test
    void a_server_that_goes_on_behind_its_closed_engine_is_ended_as_if_it_had_stopped() {
        assertThat(limit.signal()).isTrue();
        pass(Duration.ofSeconds(5));
        engineClosed = true;
        pass(Duration.ZERO);
        pass(StopLimit.SERVER.minus(JUST));
        assertThat(ends).isEmpty();

        pass(JUST);

        assertThat(ends)
                .containsExactly("0 the server did not end in time, 30 s after its store; the process ends at once, and"
                        + " nothing acknowledged is lost");
        pass(StopLimit.IN_ALL);
        assertThat(ends).hasSize(1);
    }

    @Test
    void an_engine_that_does_not_close_is_ended_as_failed() {
        limit.signal();
        pass(StopLimit.IN_ALL.minus(JUST));
        assertThat(ends).isEmpty();

        pass(JUST);

        assertThat(ends).singleElement().asString().startsWith("1 the server did not end in time, 60 s after the");
    }

    @Test
    void an_engine_that_closes_late_gives_the_server_no_more_than_what_is_left() {
        limit.signal();
        pass(StopLimit.IN_ALL.minus(JUST));
        engineClosed = true;

        pass(JUST);

        assertThat(ends).singleElement().asString().startsWith("0 ");
    }

    @Test
    void a_second_signal_ends_it_at_once() {
        limit.signal();
        now += StopLimit.AGAIN.toNanos();

        assertThat(limit.signal()).isFalse();

        assertThat(ends).singleElement().asString().startsWith("1 told to stop again");
    }

    @Test
    void a_signal_that_comes_twice_at_once_is_one() {
        limit.signal();
        now += StopLimit.AGAIN.minus(JUST).toNanos();
        assertThat(limit.signal()).isFalse();
        assertThat(ends).isEmpty();
    }
}
