package io.stemedb.lens;

import static io.stemedb.assertion.Claims.claim;
import static io.stemedb.assertion.Claims.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final long SECOND = 1_000_000;

    private static List<ValueGroup> explain(Lens lens, Claims... claims) {
        Authorities trust = source -> Map.of("high", 900_000).getOrDefault(source, Authorities.DEFAULT);
        Candidates candidates =
                Candidates.of(Stream.of(claims).map(Claims::done).toList(), View.at(0));
        return Explanation.of(lens, candidates, trust);
    }

    private static String whyLost(Lens lens, Claims... claims) {
        return explain(lens, claims).get(1).reason();
    }

    @Test
    void a_group_shows_its_sources_and_ids() {
        ValueGroup won = explain(Lens.CONSENSUS, claim(2).by("b"), claim(3).by("a"), claim(1).by("b"))
                .get(0);
        assertThat(won.sources()).containsExactly("a", "b");
        assertThat(won.ids()).containsExactly(id(3), id(2), id(1));
        assertThat(won.score()).hasToString("2");
        assertThat(won.won()).isTrue();
        assertThat(won.reason()).isNull();
    }

    @Test
    void less_support_is_named_with_both_numbers() {
        Claims lost = claim(3).says("2").by("c").confidence(500_000);
        assertThat(whyLost(
                        Lens.CONSENSUS,
                        claim(1).says("1").by("a"),
                        claim(2).says("1").by("b"),
                        lost))
                .isEqualTo("support 0.5 against 2");
    }

    @Test
    void equal_support_is_told_apart_by_time_then_value() {
        Claims lost = claim(1).says("2").by("a").asserted(SECOND);
        assertThat(whyLost(Lens.CONSENSUS, lost, claim(2).says("1").by("b").asserted(2 * SECOND)))
                .isEqualTo("equal support 1; asserted 1970-01-01T00:00:01Z, the winner 1970-01-01T00:00:02Z");
        assertThat(whyLost(Lens.CONSENSUS, lost, claim(2).says("1").by("b").asserted(SECOND)))
                .isEqualTo("equal support 1, asserted at the same time; its value sorts after the winner's");
    }

    @Test
    void recency_scores_by_the_latest_time() {
        List<ValueGroup> groups = explain(
                Lens.RECENCY,
                claim(1).says("1").asserted(SECOND),
                claim(2).says("2").asserted(0));
        assertThat(groups.get(0).score()).hasToString("\"1970-01-01T00:00:01Z\"");
        assertThat(groups.get(1).reason()).isEqualTo("asserted 1970-01-01T00:00:00Z, the winner 1970-01-01T00:00:01Z");
    }

    @Test
    void recency_names_the_tie_breaker_that_decided() {
        Claims lost = claim(2).says("2").asserted(SECOND).recorded(SECOND);
        assertThat(whyLost(
                        Lens.RECENCY, lost, claim(1).says("1").asserted(SECOND).recorded(2 * SECOND)))
                .isEqualTo("asserted at the same time; recorded 1970-01-01T00:00:01Z, the winner 1970-01-01T00:00:02Z");
        assertThat(whyLost(
                        Lens.RECENCY, lost, claim(1).says("1").asserted(SECOND).recorded(SECOND)))
                .isEqualTo("asserted and recorded at the same time; its id sorts after the winner's");
    }

    @Test
    void authority_scores_a_value_by_its_most_trusted_source() {
        List<ValueGroup> groups = explain(
                Lens.AUTHORITY,
                claim(1).says("1").by("high"),
                claim(2).says("1").by("x"),
                claim(3).says("2").by("y"));
        assertThat(groups.get(0).score()).hasToString("0.9");
        assertThat(groups.get(1).reason()).isEqualTo("authority 0.5 against 0.9");
    }

    @Test
    void under_all_no_value_wins() {
        assertThat(explain(Lens.ALL, claim(1).says("1"), claim(2).says("2"))).noneMatch(ValueGroup::won);
    }
}
