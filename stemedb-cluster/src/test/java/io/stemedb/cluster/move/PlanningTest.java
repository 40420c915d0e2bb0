package io.stemedb.cluster.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.placement.Why;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanningTest {
    private static final int SHARDS = 64;
    private static final Terms TERMS = new Terms(SHARDS, 0, 120_000_000_000L);

    private static Situations kept() {
        Situations some = Situations.well();
        for (int shard = 0; shard < SHARDS; shard++) {
            some.shard(shard).holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
        }
        return some;
    }

    private static List<Step> due(Situation now) {
        return Planning.due(Planning.plan(now, TERMS).steps(), now, TERMS);
    }

    @Test
    void a_node_makes_some_copies_at_a_time_that_can_wait() {
        Situations some = kept();
        List<Step> first = due(some.seenBy("a"));
        assertThat(first.stream().filter(step -> step.copies() > 0)).hasSize(Planning.MOVES_AT_A_TIME);

        List<Integer> begun = new ArrayList<>();
        for (Step step : first) {
            some.shard(step.shard()).holders(step.after().toArray(String[]::new));
            begun.add(step.shard());
        }
        assertThat(due(some.seenBy("a")).stream().filter(step -> step.copies() > 0))
                .as("c is busy")
                .isEmpty();
        begun.forEach(shard -> some.shard(shard).keeps("c", true, 5));
        assertThat(due(some.seenBy("a")).stream().filter(step -> step.copies() > 0))
                .isNotEmpty();
    }

    @Test
    void copies_of_what_could_be_lost_do_not_wait() {
        Situations some = kept().silent("b").drains("b");
        assertThat(due(some.seenBy("a"))).hasSize(SHARDS);
    }

    @Test
    void what_only_changes_an_order_does_not_wait() {
        List<Step> swaps = due(kept().drains("c").seenBy("a"));
        assertThat(swaps).hasSize(SHARDS / 2).allMatch(step -> step.why() == Why.BALANCE_LEADERS);
    }

    /** A third node has just begun to copy when a fourth one joins, and two shards are pinned to that one. */
    @Test
    void a_list_keeps_its_last_full_holder_while_another_one_is_being_filled() {
        Situations some = kept();
        carryOut(some, due(some.seenBy("a")));
        some.joined("d").shard(0).pinned("d").shard(19).pinned("d");
        for (int round = 0; round < 4 * SHARDS; round++) {
            List<Step> due = due(some.seenBy("a"));
            carryOut(some, due);
            for (int shard = 0; shard < SHARDS; shard++) {
                requireFullHolder(some.seenBy("a"), shard);
            }
            fillOne(some);
        }
        assertThat(Planning.plan(some.seenBy("a"), TERMS).steps())
                .as("what was held back is done in the end")
                .isEmpty();
    }

    @Test
    void a_list_keeps_its_last_full_holder_though_that_one_drains() {
        Situations some =
                kept().joined("d").shard(3).holders("c", "a").dropped("b").drains("a");
        assertThat(due(some.seenBy("a"))).noneMatch(step -> step.shard() == 3);
        some.shard(3).keeps("c", true, 5);
        assertThat(due(some.seenBy("a"))).anyMatch(step -> step.shard() == 3);
    }

    @Test
    void a_shard_that_is_moved_while_its_first_holder_is_away_keeps_the_one_that_has_everything() {
        Situations some = kept().shard(3).pinned("c").silent("a");
        assertThat(due(some.seenBy("b")))
                .filteredOn(step -> step.shard() == 3)
                .extracting(Step::after)
                .containsExactly(List.of("c", "b"));
    }

    @Test
    void a_pinned_node_does_not_take_the_place_of_the_only_one_that_has_everything_and_is_away_for_a_moment() {
        Situations some = kept().shard(3).keeps("b", false, 2).pinned("c").silent("a");
        assertThat(due(some.seenBy("b"))).noneMatch(step -> step.shard() == 3);
        assertThat(due(some.seenBy("b", 2 * TERMS.rereplicateAfterNanos())))
                .as("it does not come back")
                .anyMatch(step -> step.shard() == 3);
        some.keeps("b", true, 5);
        assertThat(afterOf3(some)).containsExactly(List.of("c", "b"));
        some.keeps("b", false, 2).joined("a");
        assertThat(afterOf3(some)).as("it is back").containsExactly(List.of("c", "a"));
        some.factor(1).holders("a").silent("a");
        assertThat(afterOf3(some)).isEmpty();
        assertThat(afterOf3(some.joined("a"))).containsExactly(List.of("c"));
    }

    private static List<List<String>> afterOf3(Situations some) {
        return due(some.seenBy("b")).stream()
                .filter(step -> step.shard() == 3)
                .map(Step::after)
                .toList();
    }

    @Test
    void a_list_of_one_and_one_whose_full_holder_is_dead_are_changed_at_once() {
        Situations one =
                Situations.well().factor(1).holders("a").keeps("a", true, 5).drains("a");
        assertThat(due(one.seenBy("a"))).anyMatch(step -> step.before().equals(List.of("a")));
        Situations dead = kept().shard(3).holders("a", "c").drains("a").silent("a");
        assertThat(due(dead.seenBy("b"))).anyMatch(step -> step.shard() == 3);
    }

    private static void carryOut(Situations some, List<Step> due) {
        due.forEach(step -> some.shard(step.shard()).holders(step.after().toArray(String[]::new)));
    }

    private static void requireFullHolder(Situation now, int shard) {
        assertThat(now.holders(shard)).as("shard %d", shard).anyMatch(node -> now.canRead(node, shard));
    }

    /** The first copy that lacks something gets it. */
    private static void fillOne(Situations some) {
        Situation now = some.seenBy("a");
        for (int shard = 0; shard < SHARDS; shard++) {
            for (String node : now.holders(shard)) {
                if (!now.canRead(node, shard)) {
                    some.shard(shard).keeps(node, true, 5);
                    return;
                }
            }
        }
    }

    /** Each of them is to hold more than a third of the shards, and some lists are to have other nodes alone. */
    @Test
    void a_list_keeps_one_full_holder_though_more_nodes_join_than_there_were() {
        Situations some = kept();
        List.of("d", "e", "f", "g").forEach(some::joined);
        for (int round = 0; round < 8 * SHARDS; round++) {
            List<Step> due = due(some.seenBy("a"));
            carryOut(some, due);
            for (int shard = 0; shard < SHARDS; shard++) {
                requireFullHolder(some.seenBy("a"), shard);
            }
            fillOne(some);
        }
        assertThat(Planning.plan(some.seenBy("a"), TERMS).steps()).isEmpty();
    }

    @Test
    void so_does_a_list_of_one_that_is_to_get_two_others() {
        Situations some = Situations.well().holders("a").keeps("a", true, 5).drains("a");
        assertThat(due(some.seenBy("a")))
                .filteredOn(step -> step.shard() == 0)
                .singleElement()
                .satisfies(step -> assertThat(step.after()).hasSize(2).endsWith("a"));
    }

    /** Lists that are held back would have leaders evened out now in one way and now in another. */
    @Test
    void what_is_due_ends_while_no_copy_gets_full() {
        for (int seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Situations some = Situations.well();
            List.of("d", "e", "f").forEach(some::joined);
            carryOut(some, Planning.plan(some.seenBy("a"), TERMS).steps());
            for (int copy = 0; copy < 2 * SHARDS; copy++) {
                fillSome(some, random);
            }
            some.joined("g");
            do {
                int looks = 0;
                for (List<Step> due = due(some.seenBy("a")); !due.isEmpty(); due = due(some.seenBy("a"))) {
                    assertThat(++looks).as("looks of seed %d: %s", seed, due).isLessThan(6);
                    carryOut(some, due);
                }
            } while (fillSome(some, random));
            assertThat(Planning.plan(some.seenBy("a"), TERMS).steps()).isEmpty();
        }
    }

    /** Some copy that lacks something gets it; false if none does. */
    private static boolean fillSome(Situations some, SplittableRandom random) {
        Situation now = some.seenBy("a");
        int first = random.nextInt(SHARDS);
        for (int i = 0; i < SHARDS; i++) {
            int shard = (first + i) % SHARDS;
            for (String node : now.holders(shard)) {
                if (!now.canRead(node, shard)) {
                    some.shard(shard).keeps(node, true, 5);
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void a_pinned_node_leads_and_the_others_are_evened_out_around_it() {
        Situations some = kept().shard(3).pinned("c");
        Step first = Planning.plan(some.seenBy("a"), TERMS).steps().stream()
                .filter(step -> step.shard() == 3)
                .findFirst()
                .orElseThrow();
        assertThat(first.after().get(0)).isEqualTo("c");
    }

    @Test
    void nobody_is_pinned_while_a_node_plans_that_knows_no_pins() {
        Situations some = kept().drains("c").shard(3).pinned("b").earlier("c");
        List<Step> beside = Planning.plan(some.seenBy("a"), TERMS).steps();
        assertThat(beside)
                .as("else the one would undo what the other does, again and again")
                .isEqualTo(Planning.plan(kept().drains("c").seenBy("a"), TERMS).steps());
        assertThat(Planning.plan(some.upgraded("c").seenBy("a"), TERMS).steps())
                .anyMatch(step -> step.shard() == 3 && step.after().get(0).equals("b"));
    }

    @Test
    void the_status_of_a_shard_tells_how_far_its_moves_are() {
        Situations some = kept().shard(0);
        assertThat(status(some)).isEqualTo("idle");
        assertThat(MoveStatus.of(some.seenBy("a"), 0, Set.of(0), Set.of()).word())
                .isEqualTo("queued");
        some.holders("a", "c");
        assertThat(status(some)).isEqualTo("filling");
        assertThat(MoveStatus.of(some.seenBy("a"), 0, Set.of(), Set.of("c")).word())
                .isEqualTo("failed");
        some.keeps("c", true, 5);
        assertThat(status(some)).isEqualTo("handing-over");
        some.dropped("b");
        assertThat(status(some)).isEqualTo("idle");
        some.keeps("c", false, 3).silent("c");
        assertThat(status(some)).isEqualTo("failed");
    }

    private static String status(Situations some) {
        return MoveStatus.of(some.seenBy("a"), 0, Set.of(), Set.of()).word();
    }
}
