package io.stemedb.lens;

import static io.stemedb.assertion.Claims.claim;
import static io.stemedb.assertion.Claims.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LensRulesTest {
    private static final Authorities TRUST =
            source -> Map.of("high", 900_000, "low", 100_000).getOrDefault(source, Authorities.DEFAULT);

    private static AssertionId winner(Lens lens, Claims... claims) {
        return Resolution.of(lens, candidates(claims), TRUST).chosen().get(0).id();
    }

    private static Candidates candidates(Claims... claims) {
        return Candidates.of(List.of(claims).stream().map(Claims::done).toList(), View.at(0));
    }

    @Test
    void recency_takes_the_claim_asserted_last() {
        assertThat(winner(
                        Lens.RECENCY,
                        claim(1).asserted(20).recorded(1),
                        claim(2).asserted(10).recorded(9)))
                .isEqualTo(id(1));
    }

    @Test
    void recency_takes_the_one_recorded_last_where_both_were_asserted_at_once() {
        assertThat(winner(
                        Lens.RECENCY,
                        claim(1).asserted(5).recorded(7),
                        claim(2).asserted(5).recorded(6)))
                .isEqualTo(id(1));
    }

    @Test
    void recency_takes_the_smallest_id_where_all_times_are_equal() {
        assertThat(winner(
                        Lens.RECENCY,
                        claim(2).asserted(5).recorded(6),
                        claim(1).asserted(5).recorded(6)))
                .isEqualTo(id(1));
    }

    @Test
    void a_source_that_repeats_itself_supports_a_value_once() {
        Claims once = claim(1).says("1").by("a").confidence(600_000);
        Claims again = claim(2).says("1").by("a").confidence(500_000);
        Claims other = claim(3).says("2").by("b").confidence(700_000).asserted(0);
        assertThat(winner(Lens.CONSENSUS, once, again, other)).isEqualTo(id(3));
    }

    @Test
    void consensus_adds_each_sources_highest_confidence() {
        Claims one = claim(1).says("1").by("a").confidence(100_000);
        Claims more = claim(2).says("1").by("a").confidence(600_000);
        Claims second = claim(3).says("1").by("b").confidence(400_000);
        Claims other = claim(9).says("2").by("c").confidence(999_999);
        assertThat(winner(Lens.CONSENSUS, one, more, second, other)).isEqualTo(id(3));
    }

    @Test
    void consensus_counts_in_whole_millionths() {
        Claims[] tenths = new Claims[10];
        for (int i = 0; i < 10; i++) {
            tenths[i] = claim(i).says("1").by("s" + i).confidence(100_000).asserted(1);
        }
        List<Recorded> slot = new java.util.ArrayList<>(
                List.of(tenths).stream().map(Claims::done).toList());
        slot.add(claim(10).says("2").by("x").confidence(1_000_000).asserted(0).done());
        // Ten times 0.1 is exactly 1, so the two are level and the later value wins.
        assertThat(Resolution.of(Lens.CONSENSUS, Candidates.of(slot, View.at(0)), TRUST)
                        .chosen()
                        .get(0)
                        .assertion()
                        .value())
                .hasToString("1");
    }

    @Test
    void consensus_takes_the_value_asserted_last_where_support_is_equal() {
        assertThat(winner(
                        Lens.CONSENSUS,
                        claim(1).says("1").by("a").asserted(9),
                        claim(2).says("2").by("b").asserted(8)))
                .isEqualTo(id(1));
    }

    @Test
    void consensus_takes_the_smallest_value_where_support_and_time_are_equal() {
        Claims greater = claim(1).says("\"b\"").by("a").asserted(9).recorded(99);
        Claims smaller = claim(2).says("\"a\"").by("b").asserted(9).recorded(1);
        assertThat(winner(Lens.CONSENSUS, greater, smaller)).isEqualTo(id(2));
    }

    @Test
    void values_are_ordered_by_their_utf8_bytes() {
        Claims beyond = claim(1).says("\"\uD83D\uDE00\"").by("a").asserted(9);
        Claims within = claim(2).says("\"\uFFFD\"").by("b").asserted(9);
        assertThat(winner(Lens.CONSENSUS, beyond, within)).isEqualTo(id(2));
    }

    @Test
    void consensus_shows_a_group_by_its_newest_claim() {
        Claims sure = claim(1).says("1").by("a").asserted(1);
        Claims newer = claim(2).says("1").by("b").confidence(1).asserted(2);
        assertThat(winner(Lens.CONSENSUS, sure, newer)).isEqualTo(id(2));
    }

    @Test
    void authority_beats_recency_and_numbers() {
        Claims trusted = claim(1).says("1").by("high").asserted(1);
        assertThat(winner(
                        Lens.AUTHORITY,
                        trusted,
                        claim(2).says("2").by("b"),
                        claim(3).says("2").by("c")))
                .isEqualTo(id(1));
    }

    @Test
    void a_source_nobody_registered_stands_between_high_and_low() {
        assertThat(winner(Lens.AUTHORITY, claim(1).by("nobody"), claim(2).by("low")))
                .isEqualTo(id(1));
        assertThat(winner(Lens.AUTHORITY, claim(1).by("high"), claim(2).by("nobody")))
                .isEqualTo(id(1));
    }

    @Test
    void equal_authority_is_decided_as_recency_would() {
        assertThat(winner(
                        Lens.AUTHORITY,
                        claim(1).by("x").asserted(2),
                        claim(2).by("y").asserted(1)))
                .isEqualTo(id(1));
        assertThat(winner(
                        Lens.AUTHORITY,
                        claim(2).by("x").asserted(1).recorded(1),
                        claim(1).by("y").asserted(1).recorded(1)))
                .isEqualTo(id(1));
    }

    @Test
    void all_shows_every_candidate_newest_first() {
        Candidates candidates = candidates(claim(1).asserted(5), claim(2).asserted(7), claim(3).asserted(6));
        assertThat(Resolution.of(Lens.ALL, candidates, TRUST).chosen())
                .extracting(Recorded::id)
                .containsExactly(id(2), id(3), id(1));
    }

    @Test
    void one_value_said_by_many_is_not_contested() {
        assertThat(candidates(claim(1).by("a"), claim(2).by("b")).contested()).isFalse();
        assertThat(candidates(claim(1).says("1"), claim(2).says("2")).contested())
                .isTrue();
    }

    @Test
    void a_slot_without_candidates_has_no_answer() {
        for (Lens lens : Lens.values()) {
            assertThat(Resolution.of(lens, candidates(), TRUST)).isEqualTo(new Resolution(lens, List.of(), 0, false));
        }
    }

    @Test
    void an_unknown_lens_is_refused_with_the_known_ones() {
        assertThat(Lens.parse("/lens", "consensus")).isEqualTo(Lens.CONSENSUS);
        assertThatThrownBy(() -> Lens.parse("/lens", "Recency"))
                .isInstanceOf(StemeException.class)
                .hasMessageContaining("recency, consensus, authority, all");
    }
}
