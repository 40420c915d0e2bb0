package io.stemedb.cluster.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.PathHash;
import io.stemedb.intake.Ack;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SituationTest {
    @Test
    void a_listed_node_that_has_all_answers_itself_and_one_that_is_not_listed_any_more_asks_the_holders_first() {
        Situations all = Situations.well()
                .holders("b", "c")
                .keeps("a", true, 5)
                .keeps("b", true, 9)
                .keeps("c", true, 9);
        assertThat(all.seenBy("c").readers(0)).startsWith("c", "b");
        assertThat(all.seenBy("a").readers(0)).containsExactly("b", "c", "a");
        assertThat(all.seenBy("a").answersFor(0)).isFalse();
    }

    @Test
    void a_slow_node_is_asked_behind_the_other_holders_and_before_those_who_are_not_listed() {
        Situation now = Situations.well()
                .holders("b", "c")
                .keeps("a", true, 5)
                .keeps("b", true, 9)
                .keeps("c", true, 9)
                .seenBy("a");
        assertThat(now.withSlow(Set.of("b")).readers(0)).containsExactly("c", "b", "a");
        assertThat(now.withSlow(Set.of("b", "c")).readers(0)).containsExactly("b", "c", "a");
    }

    @Test
    void claims_go_to_others_before_they_go_to_a_node_that_is_to_become_empty() {
        Situations all = Situations.well()
                .joined("d")
                .holders("a", "b")
                .keeps("a", true, 5)
                .keeps("b", true, 5)
                .keeps("c", true, 5);
        assertThat(all.seenBy("a").order(0)).containsExactly("a", "b", "c", "d");
        assertThat(all.drains("c").seenBy("a").order(0)).containsExactly("a", "b", "d", "c");
    }

    @Test
    void a_copy_that_is_being_filled_answers_nothing() {
        Situation now = Situations.well()
                .holders("a", "b")
                .keeps("a", false, 5)
                .keeps("b", true, 9)
                .seenBy("a");
        assertThat(now.readers(0)).containsExactly("b");
        assertThat(now.leader(0)).contains("b");
    }

    @Test
    void if_nobody_has_all_nobody_answers() {
        Situation now = Situations.well().holders("a", "b").keeps("a", false, 5).seenBy("a");
        assertThat(now.readers(0)).isEmpty();
        assertThat(now.leader(0)).isEmpty();
    }

    @Test
    void what_all_know_is_acknowledged_by_a_majority_and_claims_by_a_majority_of_their_copies() {
        Situation now = Situations.well().seenBy("b");
        assertThat(now.needed(PathHash.SYSTEM_SHARD, Ack.QUORUM)).isEqualTo(2);
        assertThat(now.needed(PathHash.SYSTEM_SHARD, Ack.ALL)).isEqualTo(3);
        assertThat(now.order(PathHash.SYSTEM_SHARD)).startsWith("b");
        assertThat(now.needed(0, Ack.QUORUM)).isEqualTo(2);
        assertThat(now.needed(0, Ack.LEADER)).isEqualTo(1);
    }

    @Test
    void one_of_three_that_sees_nobody_has_no_majority() {
        assertThat(Situations.well().silent("b").seenBy("a").hasMajority()).isTrue();
        assertThat(Situations.well().silent("b").silent("c").seenBy("a").hasMajority())
                .isFalse();
    }
}
