package io.stemedb.cluster.agreement;

import static io.stemedb.cluster.agreement.Known.KEPT;
import static io.stemedb.cluster.agreement.Known.NOW;
import static io.stemedb.cluster.agreement.Known.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.member.SomeMembers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of three members a, b and c, a had all of everything once; since then c is away. */
class GroundTest {
    private static final int QUORUM = 2;
    private static final long FACTOR = 7;

    private final Known known = new Known();
    private final Map<String, Long> stores = new HashMap<>(Map.of("a", 1L, "b", 2L, "c", 3L));
    private final Map<String, Long> factsAt = new HashMap<>();
    private final Map<String, Long> joinedAt = new HashMap<>(Map.of("b", 0L, "c", 0L, "d", 0L));
    private final Map<String, Long> agreeing = new HashMap<>(Map.of("b", 0L, "c", 0L));
    private Base base = Base.of(stores, Set.of(), FACTOR);
    private long factorNow = FACTOR;
    private int quorum = QUORUM;

    @BeforeEach
    void lastHeard() {
        heard("b", 1);
        heard("c", 20);
    }

    private void heard(String node, long secondsAgo) {
        known.comparedAt.put(node, NOW - secondsAgo * SECOND);
        factsAt.put(node, NOW - secondsAgo * SECOND);
    }

    private Knowledge knowledge() {
        known.ground = new Ground(base, 1, stores, factsAt, joinedAt, quorum, factorNow);
        return known.knowledge();
    }

    private boolean complete() {
        return Completeness.of(knowledge()).complete();
    }

    @Test
    void with_one_node_away_all_that_was_acknowledged_by_two_disks_is_there() {
        assertThat(complete()).isTrue();
        assertThat(Completeness.of(knowledge()).all()).as("what one disk has").isFalse();
        assertThat(Completeness.of(knowledge()).unreachable()).containsExactly("c");
    }

    @Test
    void without_a_base_it_is_not() {
        base = null;
        assertThat(complete()).isFalse();
    }

    @Test
    void a_node_that_was_wiped_compares_well_and_has_nothing() {
        stores.put("b", 4L);
        assertThat(complete()).isFalse();
    }

    @Test
    void a_node_that_the_base_does_not_know_may_have_what_nobody_else_has() {
        known.members = SomeMembers.in("a", "b", "c", "d", "e");
        heard("d", 1);
        heard("e", 1);
        stores.putAll(Map.of("d", 4L, "e", 5L));
        assertThat(complete()).as("c, d and e").isFalse();
        base = Base.of(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L, "e", 5L), Set.of(), FACTOR);
        assertThat(complete()).as("c only").isTrue();
    }

    /** It comes with what it acknowledged while it was alone, of which nobody here has anything. */
    @Test
    void a_node_that_joins_with_claims_of_its_own_was_compared_once_before_an_answer_is_complete_without_it() {
        known.members = SomeMembers.in("a", "b", "c", "d");
        heard("c", 1);
        assertThat(complete()).as("d was never compared").isFalse();
        heard("d", 20);
        assertThat(complete()).as("d is away").isTrue();
    }

    /** It acknowledges by itself until it has heard of the cluster, and is compared by then. */
    @Test
    void a_node_that_joins_with_claims_of_its_own_was_compared_once_it_had_ended_what_it_began_alone() {
        known.members = SomeMembers.in("a", "b", "c", "d");
        heard("c", 1);
        heard("d", 20);
        joinedAt.remove("d");
        assertThat(complete()).as("d may not have heard of the others").isFalse();
        joinedAt.put("d", NOW - 25 * SECOND);
        assertThat(complete()).as("compared five seconds after it had heard").isFalse();
        joinedAt.put("d", NOW - 26 * SECOND);
        assertThat(complete()).isTrue();
    }

    @Test
    void a_node_that_was_removed_since_may_have_been_one_of_two() {
        known.members = SomeMembers.withOut(SomeMembers.in("a", "b", "c", "d"), "d");
        assertThat(complete()).as("c and d").isFalse();
        base = Base.of(Map.of("a", 1L, "b", 2L, "c", 3L), Set.of("d"), FACTOR);
        assertThat(complete()).as("d was out by then").isTrue();
    }

    @Test
    void as_many_nodes_away_as_a_quorum_has_disks_may_have_a_claim_to_themselves() {
        known.members = SomeMembers.in("a", "b", "c", "d", "e");
        stores.putAll(Map.of("d", 4L, "e", 5L));
        base = Base.of(stores, Set.of(), FACTOR);
        heard("d", 20);
        heard("e", 1);
        assertThat(complete()).isFalse();
        quorum = 3;
        assertThat(complete()).isTrue();
    }

    @Test
    void without_half_of_the_nodes_there_may_be_members_that_nobody_here_knows_of() {
        known.members = SomeMembers.in("a", "b", "c", "d");
        stores.put("d", 4L);
        base = Base.of(stores, Set.of(), FACTOR);
        quorum = 3;
        heard("d", 20);
        assertThat(complete()).as("a and b of four").isFalse();
        heard("d", 1);
        assertThat(complete()).isTrue();
    }

    @Test
    void a_node_counts_once_its_facts_were_compared_too() {
        factsAt.put("b", NOW - 20 * SECOND);
        assertThat(complete()).isFalse();
    }

    @Test
    void another_factor_may_have_let_fewer_disks_acknowledge() {
        factorNow = FACTOR + 1;
        assertThat(complete()).isFalse();
    }

    @Test
    void a_copy_that_is_not_filled_rests_on_nothing() {
        known.seen.put("a", KEPT);
        assertThat(complete()).isFalse();
    }

    @Test
    void a_base_is_what_was_compared_with_everybody_within_three_seconds() {
        base = null;
        assertThat(Basing.now(knowledge(), node -> 0, agreeing::get))
                .as("c is away")
                .isEmpty();
        heard("c", 2);
        assertThat(Basing.now(knowledge(), node -> 0, agreeing::get)).contains(Base.of(stores, Set.of(), FACTOR));
        factsAt.put("c", NOW - 4 * SECOND);
        assertThat(Basing.now(knowledge(), node -> 0, agreeing::get))
                .as("facts of c")
                .isEmpty();
    }

    @Test
    void a_node_that_has_not_heard_who_is_out_may_still_go_on_with_him() {
        heard("c", 2);
        agreeing.remove("c");
        assertThat(Basing.now(knowledge(), node -> 0, agreeing::get)).isEmpty();
    }

    /** With one disk, or with the one of a node that is out by now: both take a moment. */
    @Test
    void a_node_that_has_just_heard_of_it_still_answers_for_what_it_has_begun_before() {
        heard("c", 2);
        agreeing.put("c", NOW - 7 * SECOND);
        assertThat(Basing.now(knowledge(), node -> 0, agreeing::get))
                .as("compared five seconds after it had heard")
                .isEmpty();
        agreeing.put("c", NOW - 8 * SECOND);
        assertThat(Basing.now(knowledge(), node -> 0, agreeing::get)).isPresent();
    }

    @Test
    void a_node_that_was_wiped_does_not_stand_for_its_old_store() {
        base = Base.of(Map.of("a", 9L, "b", 2L, "c", 3L), Set.of(), FACTOR);
        assertThat(complete()).as("c and what a had").isFalse();
    }

    @Test
    void a_store_of_a_moment_ago_is_no_base_since_another_one_may_have_been_there() {
        heard("c", 2);
        assertThat(Basing.now(knowledge(), node -> NOW - (node.equals("c") ? 9 : 60) * SECOND, agreeing::get))
                .isEmpty();
        assertThat(Basing.now(knowledge(), node -> NOW - 10 * SECOND, agreeing::get))
                .isPresent();
    }

    @Test
    void a_base_names_who_was_out() {
        known.members = SomeMembers.withOut(known.members, "c");
        assertThat(Basing.now(knowledge(), node -> 0, agreeing::get))
                .contains(Base.of(Map.of("a", 1L, "b", 2L), Set.of("c"), FACTOR));
    }

    @Test
    void a_base_that_names_a_newcomer_is_better_than_one_that_waits_for_it() {
        known.members = SomeMembers.in("a", "b", "c", "d");
        heard("c", 1);
        Base later = Base.of(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L), Set.of(), FACTOR);
        Base before = base;
        assertThat(complete()).as("d is away and was never compared").isFalse();
        assertThat(Basing.isBetter(knowledge(), later)).isTrue();
        base = later;
        assertThat(complete()).isTrue();
        assertThat(Basing.isBetter(knowledge(), before)).isFalse();
    }

    @Test
    void the_base_is_better_by_which_fewer_nodes_are_missing() {
        Base ofBefore = Base.of(Map.of("a", 1L, "b", 9L, "c", 3L), Set.of(), FACTOR);
        Base today = base;
        assertThat(Basing.isBetter(knowledge(), ofBefore)).isFalse();
        base = ofBefore;
        assertThat(Basing.isBetter(knowledge(), today)).isTrue();
        base = null;
        assertThat(Basing.isBetter(knowledge(), ofBefore))
                .as("better than none")
                .isTrue();
        assertThat(Basing.isBetter(knowledge(), Base.of(stores, Set.of(), FACTOR - 1)))
                .isFalse();
    }
}
