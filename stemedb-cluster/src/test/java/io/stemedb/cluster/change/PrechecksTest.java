package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrechecksTest {
    private static final Terms TERMS = new Terms(1, 0, 120_000_000_000L);

    private static Situations kept() {
        return Situations.well().holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
    }

    private static List<String> refusals(Change change, Situations now) {
        return refusals(change, now, now, Map.of());
    }

    private static List<String> refusals(Change change, Situations now, Situations after, Map<String, Long> free) {
        return Prechecks.refusals(change, now.seenBy("a"), after.seenBy("a"), TERMS, free);
    }

    private static void requireRefused(Change change, Situations now, Refusal why, String field) {
        assertThatThrownBy(() -> Prechecks.require(change.seenIn(now.seenBy("a")), now.seenBy("a")))
                .isInstanceOfSatisfying(StemeException.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(why);
                    assertThat(refused.field()).isEqualTo(field);
                });
    }

    @Test
    void what_a_node_of_an_earlier_release_would_not_go_by_waits_until_it_is_upgraded() {
        Situations some = kept().earlier("b").silent("b");
        List<Change> waiting = List.of(
                new Change.Drain("a"),
                new Change.Rebalance("c"),
                new Change.Pin(0, "a", false, ""),
                new Change.Pin(0, "c", true, ""),
                new Change.Factor(3, 2));
        for (Change change : waiting) {
            assertThatThrownBy(() -> Prechecks.require(change, some.seenBy("a")))
                    .as("%s", change)
                    .isInstanceOfSatisfying(StemeException.class, refused -> {
                        assertThat(refused.refusal()).isEqualTo(Refusal.UNSAFE);
                        assertThat(refused.getMessage()).contains("earlier release: b");
                        assertThat(refused.hint()).contains("upgrade", "/admin/cluster/remove");
                    });
        }
        some.upgraded("b");
        waiting.forEach(change -> Prechecks.require(change, some.seenBy("a")));
    }

    /** Nobody can upgrade it, and there is no majority that could take it out. */
    @Test
    void a_lost_node_of_an_earlier_release_holds_no_removal_up_that_is_made_without_a_majority() {
        Change change = new Change.Remove("b", true, true);
        Situations lost = kept().joined("d").silent("b").silent("c").silent("d").earlier("b");
        Prechecks.require(change, lost.seenBy("a"));
        Situations one = kept().joined("d").silent("b").silent("c").earlier("b").earlier("d");
        assertThatThrownBy(() -> Prechecks.require(change, one.seenBy("a")))
                .as("it would count the removal as one by a majority")
                .isInstanceOfSatisfying(StemeException.class, refused -> {
                    assertThat(refused.getMessage()).endsWith("earlier release: d");
                    assertThat(refused.hint()).isEqualTo("upgrade them first");
                });
    }

    @Test
    void what_the_earlier_release_could_do_and_what_takes_something_back_does_not_wait() {
        Situations some = kept().earlier("b");
        Prechecks.require(new Change.Remove("b", false), some.seenBy("a"));
        Prechecks.require(new Change.Remove("b", true), some.seenBy("a"));
        Prechecks.require(new Change.Undrain("b"), some.seenBy("a"));
        Prechecks.require(new Change.Unpin(0, "b"), some.seenBy("a"));
    }

    @Test
    void a_node_that_was_taken_out_holds_nothing_up() {
        Prechecks.require(
                new Change.Drain("a"), kept().earlier("b").removed("b").seenBy("a"));
    }

    @Test
    void a_removal_is_refused_if_no_other_live_node_has_all_of_a_shard() {
        Change remove = new Change.Remove("b", false);
        Situations some = kept().keeps("a", false, 3);
        assertThat(refusals(remove, some)).hasSize(1).first().asString().contains("shard_0");
        some.keeps("a", true, 5);
        assertThat(refusals(remove, some)).isEmpty();
        assertThat(refusals(remove, some.silent("b"))).isEmpty();
        some.silent("a");
        assertThat(Prechecks.refusals(remove, some.seenBy("c"), some.seenBy("c"), TERMS, Map.of()))
                .isNotEmpty();
    }

    @Test
    void a_live_node_is_not_taken_away_if_too_few_are_left_for_quorum_or_for_full_lists() {
        for (Change change : List.of(new Change.Drain("b"), new Change.Remove("b", false))) {
            assertThat(refusals(change, kept())).isEmpty();
            assertThat(refusals(change, kept().removed("c")))
                    .first()
                    .asString()
                    .contains("quorum need 2 nodes", "there are 1", "shard_0");
            assertThat(refusals(change, kept().factor(3)))
                    .first()
                    .asString()
                    .contains("3 copies", "would be 2", "shard_0");
        }
    }

    @Test
    void a_member_is_not_taken_out_if_the_others_could_agree_to_nothing_any_more() {
        assertThat(refusals(new Change.Remove("b", true), kept().silent("c")))
                .anySatisfy(why -> assertThat(why).contains("2 nodes that would be left, 1", "without c: shard_0"));
    }

    @Test
    void a_hint_names_only_what_can_be_done() {
        Change remove = new Change.Remove("b", false);
        assertThat(hint(remove, kept())).contains("drain the node with \"force\":true");
        assertThat(hint(remove, kept().silent("b")))
                .as("who is not reached hands nothing over")
                .doesNotContain("drain")
                .contains("\"force\":true");
        assertThat(hint(remove, kept().earlier("a")))
                .as("a drain waits for all to be upgraded")
                .doesNotContain("drain");
        assertThat(hint(remove, kept().silent("c")))
                .as("it could not be removed then either")
                .doesNotContain("drain");
        Situation drained = kept().drains("a").drains("c").seenBy("a");
        assertThatThrownBy(() -> Prechecks.require(remove, drained))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.hint()).contains("\"force\":true"));
        assertThatThrownBy(() -> Prechecks.require(new Change.Drain("b"), drained))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.hint()).doesNotContain("force"));
        Situation alone = kept().silent("b").silent("c").seenBy("a");
        assertThatThrownBy(() -> Prechecks.require(new Change.Remove("a", false), alone))
                .as("force takes a majority, too")
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.hint()).doesNotContain("force"));
    }

    private static String hint(Change change, Situations some) {
        return Prechecks.hint(change, some.seenBy("a"), TERMS);
    }

    @Test
    void who_takes_a_node_out_of_a_lost_majority_is_told_how() {
        Situation lost = kept().silent("b").silent("c").seenBy("a");
        assertThatThrownBy(() -> Statements.requireMajority(lost, new Change.Remove("b", false)))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.hint()).contains("\"unsafe_lost_quorum\":true"));
        assertThatThrownBy(() -> Statements.requireMajority(lost, new Change.Factor(3, 2)))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.hint()).doesNotContain("unsafe"));
        Situation outside = kept().silent("b").silent("c").joins("a").seenBy("a");
        assertThatThrownBy(() -> Statements.requireMajority(outside, new Change.Remove("b", false)))
                .as("who is no member takes nobody out")
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.hint()).doesNotContain("unsafe"));
    }

    @Test
    void what_a_dead_node_leaves_undone_is_no_reason_to_keep_it() {
        assertThat(refusals(new Change.Remove("b", false), kept().removed("c").silent("b")))
                .isEmpty();
    }

    @Test
    void a_factor_beyond_the_nodes_and_one_without_copies_are_refused() {
        assertThat(refusals(new Change.Factor(3, 2), kept())).isEmpty();
        assertThat(refusals(new Change.Factor(4, 2), kept()))
                .first()
                .asString()
                .contains("3 nodes")
                .doesNotContain("quorum");
        assertThat(refusals(new Change.Factor(6, 2), kept(), kept().factor(6), Map.of()))
                .first()
                .asString()
                .contains("each write at quorum would be refused, as it needs 4 nodes of 3");
        assertThat(refusals(new Change.Factor(1, 2), kept())).first().asString().contains("one copy");
        requireRefused(new Change.Factor(0, 2), kept(), Refusal.MALFORMED, "/factor");
        requireRefused(new Change.Factor(65, 2), kept(), Refusal.MALFORMED, "/factor");
    }

    @Test
    void a_node_without_room_for_what_it_would_take_is_named() {
        Change drain = new Change.Drain("b");
        Situations large = kept().keeps("a", true, 1_000_000).keeps("b", true, 1_000_000);
        Situations after = kept().keeps("a", true, 1_000_000).drains("b");
        assertThat(refusals(drain, large, after, Map.of("c", 110_000_000L)))
                .first()
                .asString()
                .contains("c would take 95 MiB", "104 MiB free", "shard_0");
        assertThat(refusals(drain, large, after, Map.of("c", 130_000_000L))).isEmpty();
        assertThat(refusals(drain, large, after, Map.of()))
                .as("it may have none")
                .first()
                .asString()
                .contains("c would take 95 MiB", "does not say how much room", "shard_0");
        assertThat(refusals(drain, after, after, Map.of("c", 1L)))
                .as("it takes that whatever is done")
                .isEmpty();
        assertThat(refusals(new Change.Rebalance("c"), after, after, Map.of("c", 1L)))
                .as("it is asked to take that")
                .isNotEmpty();
        assertThat(refusals(new Change.Undrain("b"), large, after, Map.of("c", 1L)))
                .as("nothing keeps an operator from taking something back")
                .isEmpty();
        Situations empty =
                Situations.well().holders("a", "b").keeps("a", true, 0).drains("b");
        assertThat(refusals(drain, empty, empty, Map.of())).as("for nothing").isEmpty();
    }

    @Test
    void what_a_node_is_copying_already_and_what_it_has_a_little_of_takes_room_too() {
        Terms two = new Terms(2, 0, TERMS.rereplicateAfterNanos());
        Situations some =
                kept().keeps("a", true, 1_000_000).keeps("b", true, 1_000_000).keeps("c", false, 100_000);
        some.shard(1).holders("a", "c").keeps("a", true, 1_000_000).keeps("c", false, 200_000);
        Situation now = some.seenBy("a");
        Situation after = some.drains("b").seenBy("a");
        assertThat(Prechecks.refusals(new Change.Drain("b"), now, after, two, Map.of("c", 200_000_000L)))
                .first()
                .asString()
                .as("90 of the one and 80 of the other")
                .contains("c would take 162 MiB", "shard_0, shard_1");
        assertThat(Prechecks.refusals(new Change.Drain("b"), now, after, two, Map.of("c", 220_000_000L)))
                .isEmpty();
    }

    @Test
    void the_last_node_that_takes_shards_is_not_drained() {
        requireRefused(new Change.Drain("a"), kept().drains("b").silent("c"), Refusal.UNSAFE, "/id");
        requireRefused(new Change.Remove("a", false), kept().drains("b").drains("c"), Refusal.UNSAFE, "/node_id");
        Prechecks.require(new Change.Drain("a"), kept().drains("b").seenBy("a"));
        Prechecks.require(
                new Change.Remove("a", true), kept().drains("b").drains("c").seenBy("a"));
    }

    @Test
    void nothing_is_done_without_a_majority_that_can_be_done_with_one() {
        Change change = new Change.Remove("b", false, true);
        requireRefused(change, kept(), Refusal.UNSAFE, "/unsafe_lost_quorum");
        requireRefused(change, kept().silent("b"), Refusal.UNSAFE, "/unsafe_lost_quorum");
        Situations lost = kept().silent("b").silent("c");
        Prechecks.require(change, lost.seenBy("a"));
        requireRefused(change, kept().silent("a").silent("c").joins("c"), Refusal.UNSAFE, "/unsafe_lost_quorum");
    }

    @Test
    void what_names_nobody_or_somebody_who_cannot_is_refused_by_its_field() {
        requireRefused(new Change.Drain("x"), kept(), Refusal.UNKNOWN_PATH, "/id");
        requireRefused(new Change.Drain("b"), kept().silent("b"), Refusal.UNSAFE, "/id");
        requireRefused(new Change.Remove("b", true), kept().removed("b"), Refusal.UNSAFE, "/node_id");
        requireRefused(new Change.Rebalance("b"), kept().drains("b"), Refusal.UNSAFE, "/target_node");
        requireRefused(new Change.Pin(0, "c", false, ""), kept(), Refusal.UNSAFE, "/node_id");
        requireRefused(new Change.Pin(0, "", false, ""), kept().silent("b"), Refusal.UNSAFE, "/node_id");
        Situations alone = kept().removed("b").removed("c");
        requireRefused(new Change.Drain("a"), alone, Refusal.UNSAFE, "/id");
    }
}
