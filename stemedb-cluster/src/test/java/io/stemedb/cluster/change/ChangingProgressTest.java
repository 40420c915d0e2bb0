package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.change.Next.Pending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a task tells of how far it is. */
class ChangingProgressTest extends PlayedChange {
    @Test
    void room_that_nobody_gives_back_is_not_waited_for_without_end() throws IOException {
        TreeMap<String, Long> owed = new TreeMap<>(Map.of("b", 5L << 20));
        run(false, STATE, Next.waiting(List.of(), owed));
        assertThat(did).containsExactly("state", "release");
        assertThat(watch.said).contains("not waited for any longer", "b gives back 5 MiB");
        assertThat(watch.looks).isBetween(1_200, 1_210);
    }

    @Test
    void it_says_what_it_waits_for() throws IOException {
        watch.stopAfter = 2;
        run(false, WAIT);
        assertThat(watch.said).isEqualTo("1 shard to go, 3 MiB: shard_7 being copied to c");
        assertThat(watch.left).isEqualTo("1 shards, 3145728 bytes");
    }

    @Test
    void one_large_shard_that_is_filled_shows_how_far_it_is() throws IOException {
        List<Double> told = new ArrayList<>();
        nexts.addAll(List.of(filling(400), filling(300), filling(100), DONE));
        new Changing(new Played(), false, () -> told.add(watch.at)).run(watch);
        assertThat(told).isSorted().doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void a_change_is_not_nearly_done_while_most_shards_or_most_bytes_are_to_go() throws IOException {
        List<Double> told = new ArrayList<>();
        nexts.addAll(List.of(filling(997, 1, 1, 1), filling(1, 1, 1), filling(1), DONE));
        new Changing(new Played(), false, () -> told.add(watch.at)).run(watch);
        assertThat(told.get(1)).as("one shard of four").isBetween(0.2, 0.25);
        assertThat(told.get(2)).as("three shards of four").isBetween(0.7, 0.75);

        told.clear();
        nexts.clear();
        nexts.addAll(List.of(filling(700, 100, 100, 100), filling(700), DONE));
        new Changing(new Played(), false, () -> told.add(watch.at)).run(watch);
        assertThat(told.get(1)).as("300 bytes of 1000").isBetween(0.25, 0.3);
    }

    @Test
    void room_that_is_given_back_counts_and_is_no_end_yet() throws IOException {
        List<Double> told = new ArrayList<>();
        nexts.addAll(List.of(WAIT, owing(100), owing(50), owing(80), owing(1), DONE));
        new Changing(new Played(), false, () -> told.add(watch.at)).run(watch);
        assertThat(told).isSorted().hasSize(5).allMatch(fraction -> fraction < 1);
        assertThat(told.get(2)).isBetween(told.get(1) + 0.001, 0.99);
        assertThat(watch.at).isEqualTo(1);
    }

    private static Next filling(long... bytes) {
        return Next.waiting(Arrays.stream(bytes)
                .mapToObj(left -> new Pending(7, "being copied to c", left))
                .toList());
    }

    @Test
    void a_few_claims_that_a_node_always_has_are_not_waited_for_without_end() throws IOException {
        Next few = Next.finished().thenFew(List.of(new Pending(7, "kept by b", 0)), "b has a few claims yet");
        watch.stopAfter = 1_000;
        Next fewer = Next.finished().thenFew(List.of(), "b has a few claims yet");
        run(false, STATE, few);
        assertThat(did).containsExactly("state", "release");
        assertThat(watch.said).isEqualTo("done, but b has a few claims yet");
        assertThat(watch.at).isEqualTo(1);
        assertThat(watch.looks).isBetween(20, 25);
        nexts.clear();
        known.clear();
        run(false, few, few, few, fewer);
        assertThat(watch.looks).as("it has become less").isBetween(20 + 20 + 3, 20 + 20 + 6);
        nexts.clear();
        run(false, few, few, DONE);
        assertThat(watch.said).isEqualTo("done");
    }
}
