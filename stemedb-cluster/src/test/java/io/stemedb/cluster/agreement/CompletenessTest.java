package io.stemedb.cluster.agreement;

import static io.stemedb.cluster.agreement.Known.KEPT;
import static io.stemedb.cluster.agreement.Known.NOW;
import static io.stemedb.cluster.agreement.Known.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.member.SomeMembers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    private static final long MICROS = 1_000_000;
    private static final long WALL = 1_000 * MICROS;
    private static final long SKEW = 5 * MICROS;

    private final Known known = new Known();

    @BeforeEach
    void compareWithAll() {
        known.comparedAt.put("b", NOW - 3 * SECOND);
        known.comparedAt.put("c", NOW - SECOND);
    }

    private Completeness completeness() {
        return Completeness.of(known.knowledge());
    }

    @Test
    void a_filled_and_listed_copy_that_was_compared_with_everybody_is_complete() {
        assertThat(completeness().complete()).isTrue();
        assertThat(completeness().unreachable()).isEmpty();
    }

    @Test
    void a_comparison_that_is_older_than_three_seconds_is_too_old() {
        known.comparedAt.put("b", NOW - 3 * SECOND - 1);
        assertThat(completeness().complete()).isFalse();
        assertThat(completeness().unreachable()).containsExactly("b");
    }

    @Test
    void a_node_that_is_no_known_keeper_counts_too_and_that_it_is_live_is_not_enough() {
        known.comparedAt.remove("c");
        assertThat(completeness().complete()).isFalse();
        assertThat(completeness().unreachable()).containsExactly("c");
    }

    @Test
    void a_seed_that_no_fact_names_counts_too() {
        known.members = SomeMembers.withSeeds(known.members, "host:1");
        assertThat(completeness().complete()).isFalse();
        assertThat(completeness().unreachable()).containsExactly("host:1");
    }

    @Test
    void a_node_that_was_removed_does_not_count() {
        known.members = SomeMembers.withOut(known.members, "c");
        known.comparedAt.remove("c");
        assertThat(completeness().complete()).isTrue();
    }

    @Test
    void a_copy_that_is_not_filled_is_not_complete() {
        known.seen.put("a", KEPT);
        assertThat(completeness().complete()).isFalse();
        assertThat(completeness().unreachable()).isEmpty();
    }

    @Test
    void a_copy_that_is_not_listed_is_not_complete() {
        known.holders = List.of("b", "c");
        assertThat(completeness().complete()).isFalse();
    }

    @Test
    void the_copy_of_a_removed_node_is_not_complete_although_an_old_list_names_it() {
        known.members = SomeMembers.withOut(known.members, "a");
        assertThat(completeness().complete()).isFalse();
    }

    @Test
    void a_node_that_is_alone_in_its_cluster_is_complete() {
        known.members = SomeMembers.in("a");
        known.holders = List.of("a");
        assertThat(completeness()).isEqualTo(new Completeness(true, true, new java.util.TreeSet<>(), 0));
    }

    @Test
    void what_was_acknowledged_before_a_request_needs_comparisons_that_began_after_it() {
        assertThat(Completeness.comparedSince(known.knowledge(), NOW - SECOND).unreachable())
                .containsExactly("b");
        known.comparedAt.put("b", NOW);
        assertThat(Completeness.comparedSince(known.knowledge(), NOW - SECOND).complete())
                .isTrue();
    }

    @Test
    void a_past_moment_is_complete_only_if_no_clock_can_still_add_to_it() {
        // The oldest comparison is 3 s old; the skew and the margin are another 7 s.
        Completeness complete = completeness();
        assertThat(complete.isCompleteAsOf(WALL - 10 * MICROS - 1, WALL, SKEW)).isTrue();
        assertThat(complete.isCompleteAsOf(WALL - 10 * MICROS, WALL, SKEW)).isFalse();
    }

    @Test
    void an_answer_that_is_not_complete_now_is_not_complete_as_of_the_past_either() {
        known.comparedAt.remove("c");
        assertThat(completeness().isCompleteAsOf(0, WALL, SKEW)).isFalse();
    }
}
