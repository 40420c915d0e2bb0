package io.stemedb.cluster.agreement;

import static io.stemedb.cluster.agreement.Known.FILLED;
import static io.stemedb.cluster.agreement.Known.KEPT;
import static io.stemedb.cluster.agreement.Known.NOW;
import static io.stemedb.cluster.agreement.Known.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.member.SomeMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FillingTest {
    private static final long COPY_SINCE = NOW - 5 * SECOND;

    private final Known known = new Known();

    /** A new holder that has compared with everybody; b is filled. */
    @BeforeEach
    void compareWithAll() {
        known.seen.put("a", KEPT);
        known.seen.put("b", FILLED);
        known.comparedAt.put("b", COPY_SINCE);
        known.comparedAt.put("c", COPY_SINCE);
    }

    private boolean mayBeFilled() {
        return Filling.mayBeFilled(known.knowledge(), COPY_SINCE);
    }

    @Test
    void a_copy_that_was_compared_with_every_live_member_is_filled() {
        assertThat(mayBeFilled()).isTrue();
    }

    @Test
    void a_live_member_that_was_not_compared_stands_against_it() {
        known.comparedAt.remove("c");
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void a_comparison_that_began_before_the_copy_was_there_counts_for_nothing() {
        known.comparedAt.put("c", COPY_SINCE - 1);
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void a_member_that_is_away_does_not_stand_against_it_if_one_that_is_live_is_filled() {
        known.heard.remove("c");
        known.comparedAt.remove("c");
        assertThat(mayBeFilled()).isTrue();
    }

    @Test
    void if_no_other_is_filled_every_counted_node_must_be_live() {
        known.seen.put("b", KEPT);
        assertThat(mayBeFilled()).isTrue();
        known.heard.remove("c");
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void a_seed_that_no_fact_names_counts_among_those_that_must_be_live() {
        known.seen.put("b", KEPT);
        known.members = SomeMembers.withSeeds(known.members, "host:1");
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void that_a_node_which_is_away_was_filled_is_no_help() {
        known.heard.remove("b");
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void a_new_holder_that_starts_alone_does_not_call_an_empty_copy_full() {
        known.heard.clear();
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void that_the_own_copy_was_filled_is_no_help() {
        known.heard.clear();
        known.seen.put("a", FILLED);
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void a_cluster_of_one_fills_its_copy_alone() {
        known.members = SomeMembers.in("a");
        assertThat(mayBeFilled()).isTrue();
    }

    @Test
    void only_a_holder_fills_its_copy() {
        known.holders = java.util.List.of("b", "c");
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void a_node_that_was_removed_fills_nothing() {
        known.members = SomeMembers.withOut(known.members, "a");
        assertThat(mayBeFilled()).isFalse();
    }

    @Test
    void a_copy_that_is_about_to_be_dropped_is_not_filled() {
        known.seen.put("a", new ShardSeen(true, false, true));
        assertThat(mayBeFilled()).isFalse();
    }
}
