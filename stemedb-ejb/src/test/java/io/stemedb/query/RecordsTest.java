package io.stemedb.query;

import static io.stemedb.assertion.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several nodes may have recorded one claim; the cache must show the one that the store shows. */
class RecordsTest {
    private static Recorded of(int id, long at, long recorder) {
        Recorded recorded = claim(id).done();
        return new Recorded(recorded.assertion(), at, new Dot(recorder, 1), null, null);
    }

    @Test
    void a_record_that_was_recorded_earlier_takes_the_place_of_the_one_held() {
        Recorded early = of(1, 5, 9);
        Records records = Records.of(List.of(of(1, 10, 7), of(2, 20, 7))).with(early);
        assertThat(records.list()).extracting(Recorded::recordedAt).containsExactly(5L, 20L);
        assertThat(records.with(of(1, 10, 7)).list()).hasSize(2);
        assertThat(records.with(early)).isSameAs(records);
    }

    @Test
    void of_two_records_of_one_time_the_least_dot_is_shown() {
        Records records = Records.of(List.of(of(1, 10, 7)));
        assertThat(records.with(of(1, 10, 3)).list()).extracting(Recorded::dot).containsExactly(new Dot(3, 1));
        assertThat(records.with(of(1, 10, 8))).isSameAs(records);
        assertThat(records.with(of(2, 10, 3)).list()).hasSize(2);
    }

    @Test
    void both_records_of_a_claim_that_came_while_the_slot_was_read_become_one() {
        Records records = Records.of(List.of(of(1, 5, 9), of(1, 10, 7)));
        assertThat(records.with(of(1, 5, 9)).list())
                .extracting(Recorded::recordedAt)
                .containsExactly(5L);
    }
}
