package io.stemedb.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.Situations;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PairsTest {
    private static final int SHARDS = 3;

    /** a leads the first and the last shard, b the one between. */
    private static Situations three() {
        return Situations.well()
                .shard(0)
                .holders("a", "b")
                .keeps("a", true, 5)
                .keeps("b", true, 5)
                .shard(1)
                .holders("b", "c")
                .keeps("b", true, 5)
                .keeps("c", true, 5)
                .shard(2)
                .holders("a", "b", "c")
                .keeps("a", true, 5)
                .keeps("b", true, 5)
                .keeps("c", true, 5);
    }

    private static Pair pair(String one, String other, Integer... shards) {
        return new Pair(one, other, new TreeSet<>(List.of(shards)));
    }

    private static List<Pair> all(Situations some, String self, String... targets) {
        return Pairs.all(some.seenBy(self), Set.of(targets), SHARDS);
    }

    @Test
    void a_node_sees_to_the_shards_that_it_leads_and_asks_each_other_holder_once_about_all_of_them() {
        assertThat(Pairs.led(three().seenBy("a"), SHARDS)).containsExactly(pair("a", "b", 0, 2), pair("a", "c", 2));
        assertThat(Pairs.led(three().seenBy("b"), SHARDS)).containsExactly(pair("b", "c", 1));
        assertThat(Pairs.led(three().seenBy("c"), SHARDS)).isEmpty();
    }

    @Test
    void a_copy_that_is_being_filled_is_compared_with_nobody() {
        Situations some = three().shard(2).keeps("c", false, 1);
        assertThat(Pairs.led(some.seenBy("a"), SHARDS)).containsExactly(pair("a", "b", 0, 2));
        assertThat(Pairs.filling(some.seenBy("a"), Set.of(), SHARDS)).containsExactly(PathHash.shardName(2) + " of c");
        assertThat(Pairs.filling(some.seenBy("a"), Set.of("a", "b"), SHARDS)).isEmpty();
    }

    @Test
    void a_node_that_is_away_is_neither_compared_nor_waited_for() {
        Situations some = three().shard(2).keeps("c", false, 1).silent("c");
        assertThat(Pairs.led(some.seenBy("b"), SHARDS)).isEmpty();
        assertThat(Pairs.filling(some.seenBy("a"), Set.of(), SHARDS)).isEmpty();
        assertThat(all(some, "a")).noneMatch(pair -> pair.other().equals("c"));
    }

    @Test
    void whoever_has_a_copy_and_is_not_to_keep_it_is_not_compared() {
        Situations some = three().shard(0).keeps("c", true, 5);
        assertThat(Pairs.led(some.seenBy("a"), SHARDS)).contains(pair("a", "b", 0, 2));
    }

    @Test
    void for_an_operator_the_node_that_is_asked_stands_in_the_middle_of_all_that_it_keeps() {
        assertThat(all(three(), "b"))
                .containsExactlyInAnyOrder(
                        pair("b", "a", 0, 2, PathHash.SYSTEM_SHARD), pair("b", "c", 1, 2, PathHash.SYSTEM_SHARD));
    }

    @Test
    void what_the_node_that_is_asked_does_not_keep_has_another_in_the_middle() {
        assertThat(all(three(), "c")).contains(pair("a", "b", 0)).contains(pair("c", "a", 2, PathHash.SYSTEM_SHARD));
    }

    @Test
    void with_a_target_only_pairs_are_compared_in_which_it_is() {
        assertThat(all(three(), "b", "c")).containsExactly(pair("b", "c", 1, 2, PathHash.SYSTEM_SHARD));
        assertThat(all(three(), "a", "a"))
                .as("the one that is asked is the target, so all others are compared with it")
                .contains(pair("a", "b", 0, 2, PathHash.SYSTEM_SHARD), pair("a", "c", 2, PathHash.SYSTEM_SHARD));
    }

    @Test
    void a_node_that_is_alone_compares_nothing() {
        Situations alone =
                Situations.well().silent("b").silent("c").holders("a").keeps("a", true, 5);
        assertThat(all(alone, "a")).isEmpty();
        assertThat(Pairs.led(alone.seenBy("a"), SHARDS)).isEmpty();
    }
}
