package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.json.CanonicalJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One shard, and members a, b and c; a and b keep it unless something else is said. */
class CourseTest {
    private static final Terms TERMS = new Terms(1, 0, 120_000_000_000L);
    private static final Terms THREE = new Terms(3, 0, TERMS.rereplicateAfterNanos());
    private static final long MEBIBYTE = 1 << 20;
    private static final Change REMOVE = new Change.Remove("b", false);
    private static final Change DRAIN = new Change.Drain("b");
    private static final FactKey DRAIN_B = FactKey.of(Kind.DRAIN, "b");
    private static final FactKey MEMBER_B = FactKey.of(Kind.MEMBER, "b");

    private static Situations kept() {
        return Situations.well().holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
    }

    private static Next next(Change change, Situations some) {
        return next(change, some, Map.of());
    }

    private static Next next(Change change, Situations some, Map<String, Long> owedBytes) {
        return Course.next(change, some.seenBy("a"), TERMS, owedBytes);
    }

    private static Next ofThree(Change change, Situations some) {
        return Course.next(change, some.seenBy("a"), THREE, Map.of());
    }

    private static void requireGivingBack(Next next, String what) {
        assertThat(next.state()).isEmpty();
        assertThat(next.done()).isFalse();
        assertThat(next.what()).isEqualTo(what);
    }

    private static void requireStated(Next next, FactKey key) {
        assertThat(next.state()).containsOnlyKeys(key);
        assertThat(next.done()).isFalse();
    }

    private static void requireWaiting(Next next, String why) {
        assertThat(next.state()).isEmpty();
        assertThat(next.done()).isFalse();
        assertThat(next.what()).contains("1 shard to go", why);
    }

    @Test
    void the_places_of_a_node_go_to_others_before_it_is_out() {
        Situations some = kept();
        requireStated(next(REMOVE, some), FactKey.of(Kind.DRAIN, "b"));
        some.drains("b");
        requireWaiting(next(REMOVE, some), "waiting for a place on another node");
        some.holders("a", "c");
        requireWaiting(next(REMOVE, some), "copied to c");
        some.keeps("c", false, 3);
        requireWaiting(next(REMOVE, some), "copied to c");
        some.keeps("c", true, 5);
        Next out = next(REMOVE, some);
        requireStated(out, FactKey.of(Kind.MEMBER, "b"));
        assertThat(out.forGood()).isTrue();
        some.removed("b");
        assertThat(next(REMOVE, some).done()).isTrue();
    }

    @Test
    void what_is_to_be_copied_becomes_less_while_one_copy_is_filled() {
        Situations some = kept().drains("b");
        assertThat(next(DRAIN, some).bytesLeft()).as("of a whole copy").isEqualTo(500);
        some.holders("a", "c");
        assertThat(next(DRAIN, some).bytesLeft()).isEqualTo(500);
        some.keeps("c", false, 3);
        assertThat(next(DRAIN, some).bytesLeft()).isEqualTo(200);
        some.keeps("c", true, 5);
        requireWaiting(next(DRAIN, some), "kept by b until others vouch");
        assertThat(next(DRAIN, some).bytesLeft()).as("it only lets go").isZero();

        Situations four = kept().joined("d").factor(4);
        assertThat(next(new Change.Factor(4, 2), four).bytesLeft())
                .as("of two copies")
                .isEqualTo(1000);
        assertThat(next(new Change.Factor(1, 2), kept().factor(1)).bytesLeft()).isZero();
        Change move = new Change.Pin(0, "c", true, "");
        assertThat(next(move, kept().pinned("c")).bytesLeft()).isEqualTo(500);
        assertThat(next(new Change.Rebalance("c"), kept().keeps("c", false, 4).holders("a", "c"))
                        .bytesLeft())
                .isEqualTo(100);
    }

    @Test
    void a_holder_that_is_silent_has_nothing_for_sure() {
        Situations some =
                kept().holders("a", "c").keeps("c", true, 5).drains("b").silent("c");
        requireWaiting(next(REMOVE, some), "waiting for c, which is not reached");
    }

    @Test
    void a_list_may_be_shorter_than_the_factor_if_no_more_nodes_are_there() {
        Situations two = kept().holders("a").drains("b").drains("c").removed("c");
        Change rested = REMOVE.seenIn(two.seenBy("a")); // a drain that was forced asks for no quorum
        requireStated(next(rested, two), FactKey.of(Kind.MEMBER, "b"));
    }

    @Test
    void a_removal_waits_before_its_last_step_while_the_others_are_no_majority_or_too_few_for_quorum() {
        Situations some = kept().drains("b").holders("a", "c").keeps("c", true, 5);
        some.joined("d").joined("e").silent("d").silent("e");
        Next held = next(REMOVE, some);
        assertThat(held.state()).isEmpty();
        assertThat(held.done()).isFalse();
        assertThat(held.forGood()).as("it can still be taken back").isFalse();
        assertThat(held.what()).contains("of the 4 nodes that would be left, 2", "no majority", "d, e");
        requireStated(next(REMOVE, some.joined("e")), MEMBER_B);

        Situations two = kept().holders("a").drains("b").removed("c");
        assertThat(next(REMOVE, two).what()).contains("quorum need 2 nodes", "without b there are 1");
        requireStated(next(REMOVE, two.silent("b")), MEMBER_B);
    }

    @Test
    void who_is_forced_out_goes_at_once() {
        Next next = next(new Change.Remove("b", true), kept());
        requireStated(next, FactKey.of(Kind.MEMBER, "b"));
        assertThat(next.forGood()).isTrue();
    }

    @Test
    void a_node_is_drained_once_it_keeps_nothing() {
        Situations some = kept();
        requireStated(next(DRAIN, some), FactKey.of(Kind.DRAIN, "b"));
        some.drains("b").holders("a", "c").keeps("c", true, 5);
        requireWaiting(next(DRAIN, some), "kept by b until others vouch");
        some.dropped("b");
        assertThat(next(DRAIN, some).done()).isTrue();
    }

    @Test
    void a_few_claims_that_a_drained_node_took_in_the_place_of_others_are_waited_for_last() {
        Situations some = kept().drains("b").holders("a", "c").keeps("c", true, 5);
        some.keeps("b", false, MEBIBYTE / 100 + 1);
        assertThat(next(DRAIN, some).few()).as("they are many").isFalse();
        requireWaiting(next(DRAIN, some), "kept by b until others vouch");
        some.keeps("b", false, 3);
        Map<String, Long> owed = Map.of("b", 412 * MEBIBYTE);
        requireGivingBack(next(DRAIN, some, owed), "b gives back 412 MiB by merges");
        Next few = next(DRAIN, some);
        requireWaiting(few, "kept by b until others vouch for a few claims");
        assertThat(few.few()).isTrue();
        assertThat(few.asItIs().done()).isTrue();
        assertThat(few.asItIs().what())
                .isEqualTo("done, but b has a few claims of shard_0 yet, and lets go of them once others vouch");
        requireWaiting(next(DRAIN, some.silent("b")), "kept by b, which is not reached");
        assertThat(next(DRAIN, some).few()).isFalse();
    }

    @Test
    void a_drain_waits_until_the_room_of_what_was_dropped_is_given_back() {
        Map<String, Long> owed = Map.of("a", 5 * MEBIBYTE, "b", 412 * MEBIBYTE);
        Situations some = kept().drains("b").holders("a", "c").keeps("c", true, 5);
        requireWaiting(next(DRAIN, some, owed), "kept by b until others vouch");
        some.dropped("b");
        requireGivingBack(next(DRAIN, some, owed), "b gives back 412 MiB by merges");
        assertThat(next(DRAIN, some, owed).owedBytes()).isEqualTo(412 * MEBIBYTE);
        requireGivingBack(next(DRAIN, some, Map.of("b", MEBIBYTE)), "b gives back 1 MiB by merges");
        assertThat(next(DRAIN, some, Map.of("b", MEBIBYTE - 1)).done())
                .as("no disk misses it")
                .isTrue();
        assertThat(next(DRAIN, some, Map.of("a", MEBIBYTE)).done())
                .as("what others owe is none of its business")
                .isTrue();
        assertThat(next(DRAIN, some.silent("b"), owed).done())
                .as("nobody knows when one will that is not reached")
                .isTrue();
    }

    @Test
    void a_factor_and_a_rebalance_wait_until_all_live_members_have_given_back_room() {
        Map<String, Long> owed = Map.of("a", 5 * MEBIBYTE, "b", 3 * MEBIBYTE, "d", MEBIBYTE);
        String both = "a gives back 5 MiB by merges; b gives back 3 MiB by merges";
        for (Change change : new Change[] {new Change.Factor(2, 3), new Change.Rebalance("a")}) {
            requireGivingBack(next(change, kept(), owed), both);
            assertThat(next(change, kept()).done()).isTrue();
        }
    }

    @Test
    void what_leaves_or_concerns_one_shard_waits_for_no_room() {
        Map<String, Long> owed = Map.of("a", MEBIBYTE, "b", MEBIBYTE);
        Situations gone = kept().drains("b").holders("a", "c").keeps("c", true, 5);
        requireStated(next(REMOVE, gone, owed), MEMBER_B);
        Change pin = new Change.Pin(0, "a", true, "");
        assertThat(next(pin, kept().pinned("a"), owed).done()).isTrue();
        assertThat(next(new Change.Undrain("b"), kept().drains("b"), owed).state())
                .containsOnlyKeys(DRAIN_B);
    }

    @Test
    void a_drained_node_that_was_never_heard_may_keep_something() {
        Situations some =
                Situations.well().holders("a", "c").keeps("a", true, 5).keeps("c", true, 5);
        some.drains("b").silent("b");
        requireWaiting(next(DRAIN, some), "perhaps kept by b");
    }

    @Test
    void a_drain_says_so_if_its_node_is_not_reached_any_more() {
        Situations some =
                kept().holders("a", "c").keeps("c", true, 5).drains("b").silent("b");
        requireWaiting(next(DRAIN, some), "kept by b, which is not reached");
    }

    @Test
    void a_drained_node_keeps_what_has_too_few_other_copies_and_that_is_all_that_can_be_done() {
        Situations two = kept().holders("a").drains("b").removed("c");
        assertThat(next(DRAIN, two).done()).isTrue();
        assertThat(next(DRAIN, two).what()).isEqualTo("done, but b keeps 1 shard, as too few other nodes are there");
        assertThat(next(DRAIN, two.dropped("b")).what()).isEqualTo("done");
    }

    @Test
    void what_is_stated_for_a_change_is_known_once_it_is_so() {
        assertThat(known(DRAIN, kept())).isEmpty();
        assertThat(known(DRAIN, kept().drains("b"))).isEqualTo(Map.of(DRAIN_B, Values.draining(true)));
        assertThat(known(new Change.Undrain("b"), kept().drains("b"))).isEmpty();
        assertThat(known(REMOVE, kept().drains("b"))).containsOnlyKeys(DRAIN_B);
        assertThat(known(new Change.Remove("b", true), kept().drains("b"))).isEmpty();
        assertThat(known(new Change.Pin(0, "c", true, ""), kept().pinned("c"))).hasSize(1);
        assertThat(known(new Change.Unpin(0, "c"), kept().pinned(null))).hasSize(1);
        assertThat(known(new Change.Factor(3, 2), kept())).isEmpty();
        assertThat(known(new Change.Factor(2, 3), kept())).hasSize(1);
        Facts out = kept().seenBy("a").facts().supposing(MEMBER_B, Values.standing(false), "a");
        assertThat(Course.isForGood(REMOVE, out)).isTrue();
        assertThat(Course.isForGood(DRAIN, out)).isFalse();
        assertThat(Course.isForGood(REMOVE, kept().drains("b").seenBy("a").facts()))
                .isFalse();
        assertThat(Course.known(REMOVE, out)).isEqualTo(Map.of(MEMBER_B, Values.standing(false)));
        assertThat(Course.known(new Change.Remove("b", false, true), out))
                .as("no majority is asked")
                .isEmpty();
    }

    private static Map<FactKey, CanonicalJson> known(Change change, Situations some) {
        return Course.known(change, some.seenBy("a").facts());
    }

    @Test
    void what_was_begun_is_taken_back() {
        assertThat(Course.back(DRAIN, kept().seenBy("a")))
                .as("perhaps this node alone knows that it does not drain any more")
                .isEqualTo(Map.of(DRAIN_B, Values.draining(false)));
        assertThat(Course.back(DRAIN, kept().drains("b").seenBy("a")))
                .isEqualTo(Map.of(FactKey.of(Kind.DRAIN, "b"), Values.draining(false)));
        assertThat(Course.back(REMOVE, kept().drains("b").seenBy("a")))
                .isEqualTo(Map.of(FactKey.of(Kind.DRAIN, "b"), Values.draining(false)));
        assertThat(Course.back(REMOVE, kept().drains("b").removed("b").seenBy("a")))
                .isEmpty();
        assertThat(Course.back(new Change.Factor(3, 2), kept().seenBy("a")))
                .isEqualTo(Map.of(FactKey.of(Kind.FACTOR), Values.factor(2)));
        assertThat(Course.back(new Change.Pin(0, "b", false, "c"), kept().seenBy("a")))
                .isEqualTo(Map.of(FactKey.of(Kind.PIN, 0), Values.pin("c")));
        assertThat(Course.back(new Change.Pin(0, "b", false, ""), kept().seenBy("a")))
                .isEqualTo(Map.of(FactKey.of(Kind.PIN, 0), Values.pin(null)));
    }

    @Test
    void a_node_that_was_drained_before_stays_so_when_its_removal_is_taken_back() {
        Situation rests = kept().drains("b").seenBy("a");
        for (Change wish : new Change[] {REMOVE, DRAIN}) {
            assertThat(Course.back(wish.seenIn(rests), rests)).isEqualTo(Map.of(DRAIN_B, Values.draining(true)));
            assertThat(Course.back(wish.seenIn(kept().seenBy("a")), rests))
                    .isEqualTo(Map.of(DRAIN_B, Values.draining(false)));
        }
        assertThat(DRAIN.seenIn(rests).inverse()).as("nothing has changed").isNull();
    }

    @Test
    void a_shard_is_moved_once_its_node_leads_and_all_who_keep_it_have_all() {
        Change move = new Change.Pin(0, "c", true, "");
        Situations some = kept();
        requireStated(next(move, some), FactKey.of(Kind.PIN, 0));
        some.pinned("c").earlier("b");
        requireWaiting(next(new Change.Pin(0, "c", true, ""), some), "of this release: b");
        some.upgraded("b");
        requireWaiting(next(move, some), "waiting for a place on c");
        some.holders("c", "a");
        requireWaiting(next(move, some), "copied to c");
        some.keeps("c", true, 5);
        assertThat(next(move, some).done()).isTrue();
    }

    @Test
    void an_election_waits_for_no_other_holder() {
        Change elected = new Change.Pin(0, "b", false, "");
        Situations some = kept().pinned("b").holders("b", "a").silent("a");
        assertThat(Course.next(elected, some.seenBy("b"), TERMS, Map.of()).done())
                .isTrue();
        Change move = new Change.Pin(0, "b", true, "");
        assertThat(Course.next(move, some.seenBy("b"), TERMS, Map.of()).what()).contains("a, which is not reached");
        some = kept().pinned("a").holders("c", "b", "a").keeps("c", true, 5).silent("b");
        requireWaiting(next(new Change.Pin(0, "a", false, ""), some), "waiting for the list in which a is the first");
        some.keeps("a", false, 3);
        requireWaiting(next(new Change.Pin(0, "a", false, ""), some), "copied to a");
    }

    @Test
    void the_holder_that_would_lead_next_is_elected_if_none_is_named() {
        Situation now = kept().seenBy("a");
        assertThat(new Change.Pin(0, "", false, "").seenIn(now)).isEqualTo(new Change.Pin(0, "b", false, ""));
        Change again =
                new Change.Pin(0, "", false, "").seenIn(kept().pinned("a").seenBy("a"));
        assertThat(again).isEqualTo(new Change.Pin(0, "b", false, "a"));
        assertThat(again.inverse())
                .isEqualTo("POST /admin/shards/rebalance {\"shard_id\":\"shard_0\",\"target_node\":\"a\"}");
    }

    @Test
    void a_factor_is_reached_once_every_list_has_its_length_and_no_node_keeps_one_more() {
        Change three = new Change.Factor(3, 2);
        Situations some = kept();
        requireStated(next(three, some), FactKey.of(Kind.FACTOR));
        some.factor(3);
        requireWaiting(next(three, some), "waiting for a list of 3");
        some.holders("a", "b", "c");
        requireWaiting(next(three, some), "copied to c");
        some.keeps("c", true, 5);
        assertThat(next(three, some).done()).isTrue();

        Change four = new Change.Factor(4, 3);
        assertThat(next(four, some.factor(4)).done()).isTrue();
        assertThat(next(four, some).what())
                .isEqualTo("done, but shards have 3 of 4 copies, as no more nodes can keep some");

        Change two = new Change.Factor(2, 3);
        some.factor(2);
        requireWaiting(next(two, some), "waiting for a list of 2");
        some.holders("a", "b");
        requireWaiting(next(two, some), "kept by one node more");
        some.keeps("c", false, 5);
        assertThat(next(two, some).done())
                .as("it has taken a few in the place of another one")
                .isTrue();
        some.dropped("c");
        assertThat(next(two, some).done()).isTrue();
    }

    @Test
    void a_node_has_its_fair_share_once_nothing_is_planned_for_it_and_it_has_all_of_that() {
        Change share = new Change.Rebalance("c");
        Situations some = kept().shard(1).holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
        some.shard(2).holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
        Next first = ofThree(share, some);
        assertThat(first.done()).isFalse();
        assertThat(first.what()).contains("waiting for its turn");
        some.shard(0).holders("a", "c").shard(1).holders("c", "b");
        assertThat(ofThree(share, some).what()).contains("copied to c");
        some.shard(0).keeps("c", true, 5).shard(1).keeps("c", true, 5);
        assertThat(ofThree(share, some).what())
                .contains("2 shards to go", "shard_0, shard_1 kept by one node more until others vouch");
        some.shard(0).dropped("b").shard(1).dropped("a");
        assertThat(ofThree(share, some).done()).isTrue();
        some.shard(2).keeps("c", true, 5);
        assertThat(ofThree(share, some).what())
                .as("c has given a shard away, too")
                .contains("shard_2 kept by one node more");
        some.shard(2).keeps("c", false, 5);
        assertThat(ofThree(share, some).done())
                .as("it has taken a few in the place of another one")
                .isTrue();
        some.shard(2).dropped("c");
        assertThat(ofThree(share, some.silent("b")).what()).contains("b, which is not reached");
    }
}
