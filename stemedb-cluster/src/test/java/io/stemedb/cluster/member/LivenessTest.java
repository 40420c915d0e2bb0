package io.stemedb.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LivenessTest {
    @Test
    void a_round_trip_makes_a_node_live_for_a_while() {
        Liveness liveness = new Liveness(Map.of("fresh", 81L, "old", 80L), 100, 20);
        assertThat(liveness.isLive("fresh")).isTrue();
        assertThat(liveness.isLive("old")).isFalse();
        assertThat(liveness.isLive("never heard")).isFalse();
        assertThat(liveness.live(List.of("old", "fresh", "never heard"))).containsExactly("fresh");
    }

    @Test
    void a_node_is_always_live_to_itself() {
        assertThat(Liveness.of("self", Map.of(), 100, 20).isLive("self")).isTrue();
    }

    @Property
    void the_clock_may_start_anywhere(@ForAll long now, @ForAll @LongRange(min = 0, max = 100) long age) {
        Liveness liveness = new Liveness(Map.of("a", now - age), now, 20);
        assertThat(liveness.isLive("a")).isEqualTo(age < 20);
    }
}
