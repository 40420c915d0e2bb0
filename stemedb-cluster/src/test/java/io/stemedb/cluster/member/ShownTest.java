package io.stemedb.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        "0, false, false, ALIVE",
        "2999, false, false, ALIVE",
        "3000, false, false, SUSPECT",
        "9999, false, false, SUSPECT",
        "10000, false, false, DEAD",
        "0, true, false, SUSPECT",
        "2999, false, true, SUSPECT",
        "3000, false, true, DEAD",
        "3000, true, false, SUSPECT"
    })
    void silence_counts_and_hazelcast_only_hints(long millis, boolean disagrees, boolean gone, Shown shown) {
        assertThat(Shown.of(millis * MILLI, disagrees, gone)).isEqualTo(shown);
    }

    @Test
    void a_node_that_was_never_heard_is_dead() {
        assertThat(Shown.of(Long.MAX_VALUE, false, false)).isEqualTo(Shown.DEAD);
    }

    @Test
    void the_words_on_the_wire_stay_as_they_are() {
        assertThat(Shown.values()).extracting(Shown::status).containsExactly("UP", "SUSPECT", "DOWN");
        assertThat(Shown.values()).extracting(Shown::state).containsExactly("Alive", "Suspect", "Dead");
    }
}
