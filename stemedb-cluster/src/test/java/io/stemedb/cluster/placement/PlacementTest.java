package io.stemedb.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final Map<Integer, String> NO_PINS = Map.of();

    private static HolderLists lists(String... lists) {
        Map<Integer, List<String>> byShard = new java.util.TreeMap<>();
        IntStream.range(0, lists.length).forEach(shard -> byShard.put(shard, List.of(lists[shard].split(""))));
        return new HolderLists(byShard);
    }

    private static Set<String> nodes(int count) {
        Set<String> nodes = new TreeSet<>();
        IntStream.range(0, count).forEach(node -> nodes.add("node-" + node));
        return nodes;
    }

    private static Plan plan(Set<String> eligible, HolderLists lists, boolean mayBalance) {
        return Placement.plan(eligible, lists, NO_PINS, 2, mayBalance);
    }

    @Test
    void what_is_full_and_even_stays_as_it_is() {
        assertThat(plan(Set.of("a", "b", "c"), lists("ab", "bc", "ca"), true).steps())
                .isEmpty();
    }

    @Test
    void a_place_that_is_left_is_given_to_another_node_and_nothing_else_moves() {
        Plan plan = plan(Set.of("a", "b", "c"), lists("ax", "bc", "ca"), false);
        assertThat(plan.steps()).containsExactly(new Step(0, List.of("a", "x"), List.of("a", "b"), Why.LEAVE));
        assertThat(plan.steps().get(0).copies()).isEqualTo(1);
    }

    @Test
    void a_list_is_filled_by_the_nodes_with_the_fewest() {
        Plan plan = plan(Set.of("a", "b", "c"), lists("ab", "ba", "a"), false);
        assertThat(plan.steps()).containsExactly(new Step(2, List.of("a"), List.of("a", "c"), Why.FILL));
    }

    @Test
    void with_too_few_nodes_lists_are_short() {
        assertThat(plan(Set.of("a"), lists("ab"), true).target().of(0)).containsExactly("a");
    }

    @Test
    void nothing_is_evened_out_as_long_as_a_member_may_come_back() {
        HolderLists uneven = lists("ab", "ab", "ab", "abc");
        assertThat(plan(Set.of("a", "b", "c"), uneven, false).steps()).isEmpty();
        assertThat(plan(Set.of("a", "b", "c"), uneven, true).steps())
                .extracting(Step::why)
                .contains(Why.TRIM, Why.BALANCE_HOLDERS);
    }

    @Test
    void a_list_is_never_emptied() {
        HolderLists lists = lists("ab", "bc");
        for (boolean mayBalance : new boolean[] {true, false}) {
            Plan nobody = plan(Set.of(), lists, mayBalance);
            assertThat(nobody.steps()).isEmpty();
            assertThat(nobody.target()).isEqualTo(lists);
        }
        assertThat(plan(Set.of("d"), lists, true).target()).isEqualTo(lists("d", "d"));
    }

    @Test
    void leaders_are_evened_out_along_a_chain_of_nodes() {
        // Node a leads two and d none, and they share no list: a hands on to b, b to c, and c to d.
        Draft draft = new Draft(Set.of("a", "b", "c", "d"), lists("ab", "ab", "bc", "cd"), NO_PINS, 2);
        draft.leave();
        new LeaderBalance(draft).even();
        assertThat(draft.plan().target()).isEqualTo(lists("ba", "ab", "cb", "dc"));
    }

    @Test
    void chains_start_at_any_node_and_not_only_at_the_greatest() {
        // Node a leads the most and can hand on nothing, since it holds its shards alone.
        HolderLists lists = lists("a", "a", "a", "a", "bc", "bc");
        Draft draft = new Draft(Set.of("a", "b", "c"), lists, NO_PINS, 2);
        draft.leave();
        new LeaderBalance(draft).even();
        assertThat(draft.plan().target()).isEqualTo(lists("a", "a", "a", "a", "cb", "bc"));
    }

    @Test
    void a_pinned_holder_leads() {
        Plan plan = Placement.plan(Set.of("a", "b", "c"), lists("ab", "bc", "ca"), Map.of(0, "b"), 2, true);
        assertThat(plan.target().of(0)).containsExactly("b", "a");
        assertThat(plan.steps().get(0).why()).isEqualTo(Why.PIN);
    }

    @Test
    void a_pinned_node_that_is_no_holder_takes_the_last_place_of_the_list_and_leads() {
        Plan plan = Placement.plan(Set.of("a", "b", "c"), lists("ab"), Map.of(0, "c"), 2, false);
        assertThat(plan.target().of(0)).containsExactly("c", "a");
    }

    @Test
    void a_pinned_node_takes_the_place_of_one_that_is_away_before_that_of_one_that_is_there() {
        for (HolderLists lists : List.of(lists("ba"), lists("ab"))) {
            Plan plan = Placement.plan(Set.of("a", "b", "c"), lists, Map.of(0, "c"), 2, false, Set.of("b"));
            assertThat(plan.target().of(0)).containsExactly("c", "a");
        }
        Set<String> both = Set.of("a", "b");
        assertThat(Placement.plan(Set.of("a", "b", "c"), lists("ab"), Map.of(0, "c"), 2, false, both)
                        .target()
                        .of(0))
                .containsExactly("c", "a");
    }

    @Test
    void a_pinned_node_is_the_one_that_fills_a_short_list() {
        Plan plan = Placement.plan(Set.of("a", "b", "c"), lists("a"), Map.of(0, "c"), 2, false);
        assertThat(plan.target().of(0)).containsExactly("c", "a");
    }

    @Test
    void a_pin_to_a_node_that_is_not_eligible_changes_nothing() {
        HolderLists even = lists("ab", "bc", "ca");
        assertThat(Placement.plan(Set.of("a", "b", "c"), even, Map.of(0, "x", 9, "a"), 2, true)
                        .steps())
                .isEmpty();
    }

    @Test
    void a_pinned_node_is_never_balanced_away() {
        Map<Integer, String> pins = Map.of(0, "a", 1, "a", 2, "a", 3, "a");
        Plan plan = Placement.plan(Set.of("a", "b", "c", "d"), lists("ab", "ab", "ab", "ab"), pins, 2, true);
        assertThat(plan.target().lists().values()).allMatch(list -> list.get(0).equals("a"));
        assertThat(Fairness.spreadOfHolders(plan.target(), Set.of("b", "c", "d")))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void a_list_that_is_too_long_loses_the_node_with_the_most_but_not_its_first() {
        Plan plan = plan(Set.of("a", "b", "c"), lists("abc", "bc", "ca"), true);
        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.target().of(0)).containsExactly("a", "b");
        assertThat(plan.steps().get(0).why()).isEqualTo(Why.TRIM);
    }

    @Test
    void a_list_that_names_a_node_twice_is_read_as_naming_it_once() {
        assertThat(lists("aba").of(0)).containsExactly("a", "b");
    }

    @Test
    void when_a_node_falls_many_others_take_over_what_it_led() {
        Set<String> eight = nodes(8);
        HolderLists even = plan(eight, HolderLists.empty(1024), true).target();
        Set<String> successors = new TreeSet<>();
        even.lists().values().stream()
                .filter(list -> list.get(0).equals("node-0"))
                .forEach(list -> successors.add(list.get(1)));
        assertThat(successors).hasSizeGreaterThan(4);
    }

    @Test
    void a_factor_below_one_is_a_fault_of_the_caller() {
        assertThatThrownBy(() -> Placement.plan(Set.of("a"), lists("a"), NO_PINS, 0, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_thousand_shards_on_a_hundred_nodes_are_planned_in_a_moment() {
        Set<String> hundred = nodes(100);
        HolderLists onThree = plan(nodes(3), HolderLists.empty(1024), true).target();
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long began = System.nanoTime();
            Plan plan = Placement.plan(hundred, onThree, NO_PINS, 3, true);
            best = Math.min(best, System.nanoTime() - began);
            assertThat(Fairness.spreadOfHolders(plan.target(), hundred)).isLessThanOrEqualTo(1);
            assertThat(Fairness.spreadOfLeaders(plan.target(), hundred)).isLessThanOrEqualTo(1);
        }
        assertThat(best).as("nanoseconds").isLessThan(100_000_000);
    }
}
