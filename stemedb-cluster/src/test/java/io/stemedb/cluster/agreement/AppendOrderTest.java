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
        return AppendOrder.of(shard, holders, new TreeSet<>(live), seen::get);
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

    @Property
    void every_live_member_stands_there_once_unless_its_copy_is_sealed(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, ShardSeen> seen = new TreeMap<>();
        Set<String> live = new TreeSet<>();
        List<String> holders = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (String node : List.of("a", "b", "c", "d", "e", "f", "g")) {
            seen.put(node, new ShardSeen(random.nextBoolean(), random.nextBoolean(), random.nextInt(4) == 0));
            if (random.nextBoolean()) {
                holders.add(random.nextInt(holders.size() + 1), node);
            }
            if (random.nextBoolean()) {
                live.add(node);
                if (!seen.get(node).sealed()) {
                    expected.add(node);
                }
            }
        }
        List<String> order = order(random.nextInt(64), holders, live, seen);
        assertThat(order).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(order).isSortedAccordingTo((one, other) -> rank(one, holders, seen) - rank(other, holders, seen));
    }

    private static int rank(String node, List<String> holders, Map<String, ShardSeen> seen) {
        boolean filled = seen.get(node).filled();
        if (holders.contains(node)) {
            return filled ? 0 : 1;
        }
        return filled ? 2 : seen.get(node).keeps() ? 3 : 4;
    }
}
