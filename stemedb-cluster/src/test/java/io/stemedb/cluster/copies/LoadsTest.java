package io.stemedb.cluster.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stemedb.cluster.copies.Loads.Load;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How busy a copy is, as operators see it. */
class LoadsTest {
    private final long[] recorded = {5_000, 0};
    private long nanos = -7;
    private final Loads loads = new Loads(2, shard -> recorded[shard], () -> nanos);

    private void second() {
        nanos += Duration.ofSeconds(1).toNanos();
        loads.look();
    }

    @Test
    void what_lasts_for_minutes_is_shown_as_it_is() {
        for (int second = 0; second < 600; second++) {
            recorded[1] += 40;
            for (int read = 0; read < 7; read++) {
                loads.read(List.of(0, 2)); // there is no shard 2
            }
            second();
        }
        assertThat(loads.of(0).readsPerSecond()).isCloseTo(7, within(0.1));
        assertThat(loads.of(0).writesPerSecond()).as("of before the start").isZero();
        assertThat(loads.of(1).writesPerSecond()).isCloseTo(40, within(0.1));
        assertThat(loads.of(1).readsPerSecond()).isZero();
    }

    @Test
    void what_has_ended_fades_within_minutes() {
        recorded[0] += 60_000;
        second();
        Load then = loads.of(0);
        for (int second = 0; second < 300; second++) {
            second();
        }
        assertThat(then.writesPerSecond()).isGreaterThan(900);
        assertThat(loads.of(0).writesPerSecond()).isLessThan(10);
    }

    @Test
    void a_copy_that_was_dropped_has_no_load_below_nothing() {
        recorded[0] = 0;
        second();
        assertThat(loads.of(0).writesPerSecond()).isZero();
    }
}
