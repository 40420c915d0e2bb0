package io.stemedb.lens;

import static io.stemedb.assertion.Claims.claim;
import static io.stemedb.assertion.Claims.id;
import static io.stemedb.assertion.Claims.retraction;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CandidateRulesTest {
    private static List<AssertionId> live(View view, Claims... records) {
        return Candidates.of(Stream.of(records).map(Claims::done).toList(), view).claims().stream()
                .map(Recorded::id)
                .toList();
    }

    private static List<AssertionId> live(Claims... records) {
        return live(View.at(0), records);
    }

    @Test
    void a_source_withdraws_its_own_claim() {
        assertThat(live(claim(1), claim(2), retraction(3, 1))).containsExactly(id(2));
    }

    @Test
    void nobody_withdraws_the_claim_of_another() {
        assertThat(live(claim(1).by("a"), retraction(2, 1).by("b"))).containsExactly(id(1));
    }

    @Test
    void a_retraction_that_comes_first_withdraws_its_target_later() {
        assertThat(live(retraction(2, 1).recorded(1), claim(1).recorded(2))).isEmpty();
    }

    @Test
    void a_retraction_does_not_count_before_it_was_recorded() {
        Claims[] slot = {claim(1).recorded(1), retraction(2, 1).recorded(5)};
        assertThat(live(new View(0, 4, false, null), slot)).containsExactly(id(1));
        assertThat(live(new View(0, 5, false, null), slot)).isEmpty();
    }

    @Test
    void retracted_claims_come_back_where_they_are_asked_for() {
        assertThat(live(new View(0, View.NO_BOUND, true, null), claim(1), retraction(2, 1)))
                .containsExactly(id(1));
    }

    @Test
    void a_source_replaces_its_own_claim() {
        assertThat(live(claim(1), claim(2).supersedes(1))).containsExactly(id(2));
    }

    @Test
    void nobody_replaces_the_claim_of_another() {
        assertThat(live(claim(1).by("a"), claim(2).by("b").supersedes(1))).containsExactly(id(1), id(2));
    }

    @Test
    void a_successor_does_not_count_before_it_was_recorded() {
        Claims[] slot = {claim(1).recorded(1), claim(2).supersedes(1).recorded(5)};
        assertThat(live(new View(0, 4, false, null), slot)).containsExactly(id(1));
    }

    @Test
    void a_retracted_successor_still_takes_the_older_claim_out() {
        assertThat(live(claim(1), claim(2).supersedes(1), retraction(3, 2))).isEmpty();
    }

    @Test
    void a_successor_that_is_not_valid_yet_still_takes_the_older_claim_out() {
        assertThat(live(claim(1), claim(2).supersedes(1).valid(100, 200))).isEmpty();
    }

    @Test
    void asking_for_retracted_claims_does_not_bring_superseded_ones_back() {
        View view = new View(0, View.NO_BOUND, true, null);
        assertThat(live(view, claim(1), claim(2).supersedes(1), retraction(3, 2)))
                .containsExactly(id(2));
    }

    @Test
    void only_the_end_of_a_chain_stays() {
        assertThat(live(claim(1), claim(2).supersedes(1), claim(3).supersedes(2)))
                .containsExactly(id(3));
    }

    @Test
    void claims_that_replace_each_other_in_a_circle_are_all_out() {
        assertThat(live(claim(1).supersedes(2), claim(2).supersedes(1))).isEmpty();
    }

    @Test
    void a_claim_that_replaces_itself_stays() {
        assertThat(live(claim(1).supersedes(1))).containsExactly(id(1));
    }

    @Test
    void validity_begins_with_its_first_moment_and_ends_before_its_last() {
        assertThat(live(View.at(9), claim(1).valid(10, 20))).isEmpty();
        assertThat(live(View.at(10), claim(1).valid(10, 20))).containsExactly(id(1));
        assertThat(live(View.at(19), claim(1).valid(10, 20))).containsExactly(id(1));
        assertThat(live(View.at(20), claim(1).valid(10, 20))).isEmpty();
    }

    @Test
    void a_view_of_one_source_sees_only_its_claims() {
        assertThat(live(new View(0, View.NO_BOUND, false, "b"), claim(1).by("a"), claim(2).by("b")))
                .containsExactly(id(2));
    }

    @Test
    void of_several_retractions_the_first_recorded_is_shown() {
        Recorded target = claim(1).done();
        Recorded later = retraction(2, 1).recorded(9).done();
        Recorded first = retraction(3, 1).recorded(8).done();
        Links links = Links.of(List.of(target, later, first), View.NO_BOUND);
        assertThat(links.retraction(target)).isEqualTo(first);
        assertThat(links.successor(target)).isNull();
    }

    @Test
    void a_retraction_cannot_be_withdrawn() {
        Recorded retraction = retraction(2, 1).done();
        Links links = Links.of(List.of(retraction, retraction(3, 2).done()), View.NO_BOUND);
        assertThat(links.retraction(retraction)).isNull();
    }
}
