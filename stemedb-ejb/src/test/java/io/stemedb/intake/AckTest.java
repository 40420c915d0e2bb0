package io.stemedb.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckTest {
    @Test
    void quorum_is_what_a_client_gets_that_asks_for_nothing() {
        assertThat(Ack.of(null)).isEqualTo(Ack.QUORUM);
        assertThat(Ack.of("quorum")).isEqualTo(Ack.QUORUM);
        assertThat(Ack.of("leader")).isEqualTo(Ack.LEADER);
        assertThat(Ack.of("all")).isEqualTo(Ack.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "QUORUM", " all", "2", "none"})
    void other_words_are_refused(String text) {
        assertThatThrownBy(() -> Ack.of(text)).isInstanceOfSatisfying(StemeException.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.MALFORMED);
            assertThat(refused.field()).isEqualTo("/ack");
        });
    }

    @Test
    void a_quorum_is_two_of_two_and_two_of_three() {
        assertThat(Ack.QUORUM.disks(1)).isEqualTo(1);
        assertThat(Ack.QUORUM.disks(2)).isEqualTo(2);
        assertThat(Ack.QUORUM.disks(3)).isEqualTo(2);
        assertThat(Ack.LEADER.disks(3)).isEqualTo(1);
        assertThat(Ack.ALL.disks(3)).isEqualTo(3);
    }

    @Property
    void two_quorums_share_a_disk(@ForAll @IntRange(min = 1, max = 100) int factor) {
        assertThat(2 * Ack.QUORUM.disks(factor)).isGreaterThan(factor);
        assertThat(Ack.QUORUM.disks(factor)).isLessThanOrEqualTo(Ack.ALL.disks(factor));
    }
}
