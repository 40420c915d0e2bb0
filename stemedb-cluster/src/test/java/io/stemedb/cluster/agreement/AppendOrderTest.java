package io.stemedb.cluster.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AppendOrderTest {
    private static final ShardSeen KEPT = new ShardSeen(true, false, false);
    private static final ShardSeen FILLED = new ShardSeen(true, true, false);
    private static final ShardSeen SEALED = new ShardSeen(true, true, true);

    private static List<String> order(int shard, List<String> holders, Set<String> live, Map<String, ShardSeen> seen) {
        return order(shard, holders, live, Set.of(), seen);
    }

    private static List<String> order(
            int shard, List<String> holders, Set<String> live, Set<String> draining, Map<String, ShardSeen> seen) {
        return AppendOrder.of(shard, holders, new TreeSet<>(live), draining, seen::get);
    }

    @Test
    void holders_come_before_keepers_and_keepers_before_others_and_what_is_filled_first() {
        assertThat(order(
                        0,
                        List.of("h1", "h2"),
                        Set.of("a", "b", "h1", "h2", "k1", "k2"),
                        Map.of("h2", FILLED, "k1", KEPT, "k2", FILLED)))
                .containsExactly("h2", "h1", "k2", "k1", "a", "b");
    }

    @Test
    void holders_keep_the_order_of_the_list() {
        assertThat(order(0, List.of("c", "a", "b"), Set.of("a", "b", "c"), Map.of("a", FILLED, "b", FILLED)))
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_sealed_copy_takes_nothing_listed_or_not() {
        assertThat(order(0, List.of("h"), Set.of("h", "k", "a"), Map.of("h", SEALED, "k", SEALED)))
                .containsExactly("a");
    }

    @Test
    void a_holder_that_is_not_live_or_no_member_takes_nothing() {
        assertThat(order(0, List.of("gone", "h"), Set.of("h"), Map.of("gone", FILLED)))
                .containsExactly("h");
    }

    @Test
    void an_unlisted_keeper_that_is_no_member_takes_nothing() {
        assertThat(order(0, List.of("h"), Set.of("h"), Map.of("removed", FILLED)))
                .containsExactly("h");
    }

    @Test
    void without_any_holder_the_other_members_take_the_claims() {
        assertThat(order(0, List.of(), Set.of("a", "b"), Map.of("b", KEPT))).containsExactly("b", "a");
    }

    @Test
    void shards_begin_with_different_other_members() {
        Set<String> first = new TreeSet<>();
        for (int shard = 0; shard < 3; shard++) {
            first.add(order(shard, List.of(), Set.of("a", "b", "c"), Map.of()).get(0));
        }
        assertThat(first).containsExactly("a", "b", "c");
    }

    @Test
    void who_drains_and_is_in_no_list_comes_behind_all_others_in_the_usual_order() {
        Map<String, ShardSeen> seen = Map.of("h", FILLED, "d2", KEPT, "d3", FILLED, "k", KEPT);
        Set<String> live = Set.of("a", "d1", "d2", "d3", "h", "k");
        for (int shard = 0; shard < live.size(); shard++) {
            assertThat(order(shard, List.of("h"), live, Set.of("d1", "d2", "d3"), seen))
                    .containsExactly("h", "k", "a", "d3", "d2", "d1");
        }
    }

    @Test
    void who_drains_and_is_still_listed_keeps_his_place() {
        assertThat(order(0, List.of("d", "h"), Set.of("d", "h", "a"), Set.of("d"), Map.of("d", FILLED, "h", FILLED)))
                .containsExactly("d", "h", "a");
    }

    @Test
    void if_no_live_holder_has_all_of_it_a_keeper_that_does_comes_first_though_it_drains() {
        Map<String, ShardSeen> seen = Map.of("h", KEPT, "gone", FILLED, "d", FILLED, "k", KEPT);
        assertThat(order(0, List.of("gone", "h"), Set.of("a", "d", "h", "k"), Set.of("d"), seen))
                .containsExactly("h", "d", "k", "a");
        Map<String, ShardSeen> some = Map.of("h", KEPT, "d", KEPT);
        assertThat(order(0, List.of("h"), Set.of("a", "d", "h"), Set.of("d"), some))
                .containsExactly("h", "a", "d");
    }

    @Property
    void every_live_member_stands_there_once_unless_its_copy_is_sealed(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, ShardSeen> seen = new TreeMap<>();
        Set<String> live = new TreeSet<>();
        List<String> holders = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        Set<String> draining = new TreeSet<>();
        for (String node : List.of("a", "b", "c", "d", "e", "f", "g")) {
            seen.put(node, new ShardSeen(random.nextBoolean(), random.nextBoolean(), random.nextInt(4) == 0));
            if (random.nextBoolean()) {
                holders.add(random.nextInt(holders.size() + 1), node);
            }
            if (random.nextInt(4) == 0) {
                draining.add(node);
            }
            if (random.nextBoolean()) {
                live.add(node);
                if (!seen.get(node).sealed()) {
                    expected.add(node);
                }
            }
        }
        List<String> order = order(random.nextInt(64), holders, live, draining, seen);
        assertThat(order).containsExactlyInAnyOrderElementsOf(expected);
        boolean isRead = holders.stream()
                .anyMatch(node -> expected.contains(node) && seen.get(node).filled());
        Set<String> last = isRead ? draining : filledTakenOut(draining, seen);
        assertThat(order)
                .isSortedAccordingTo((one, other) -> rank(one, holders, last, seen) - rank(other, holders, last, seen));
    }

    private static Set<String> filledTakenOut(Set<String> nodes, Map<String, ShardSeen> seen) {
        Set<String> rest = new TreeSet<>(nodes);
        rest.removeIf(node -> seen.get(node).filled());
        return rest;
    }

    private static int rank(String node, List<String> holders, Set<String> last, Map<String, ShardSeen> seen) {
        boolean filled = seen.get(node).filled();
        if (holders.contains(node)) {
            return filled ? 0 : 1;
        }
        return (last.contains(node) ? 5 : 2) + (filled ? 0 : seen.get(node).keeps() ? 1 : 2);
    }
}
