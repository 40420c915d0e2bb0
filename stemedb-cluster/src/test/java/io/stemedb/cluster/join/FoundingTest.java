package io.stemedb.cluster.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FoundingTest {
    private static SortedSet<String> set(String... ids) {
        return new TreeSet<>(List.of(ids));
    }

    @Test
    void a_node_without_seeds_founds_a_cluster_at_once() {
        assertThat(Founding.next("a", set("a"), set("a"), false)).isEqualTo(Founding.FOUND);
    }

    @Test
    void of_a_majority_the_least_founds_and_the_others_wait() {
        assertThat(Founding.next("b", set("b", "c", "10.0.1.51:18182"), set("b", "c"), false))
                .isEqualTo(Founding.FOUND);
        assertThat(Founding.next("c", set("b", "c", "10.0.1.51:18182"), set("b", "c"), false))
                .isEqualTo(Founding.WAIT_FOR_OTHERS);
    }

    @Test
    void half_of_the_seeds_are_no_majority() {
        assertThat(Founding.next("a", set("a", "b", "c", "d"), set("a", "b"), false))
                .isEqualTo(Founding.WAIT_FOR_MAJORITY);
        assertThat(Founding.next("a", set("a", "b"), set("a"), false)).isEqualTo(Founding.WAIT_FOR_MAJORITY);
    }

    @Test
    void nobody_founds_a_second_cluster_beside_one_that_it_has_seen() {
        assertThat(Founding.next("a", set("a", "b", "c"), set("a", "b", "c"), true))
                .isEqualTo(Founding.WAIT_FOR_OTHERS);
    }

    @Test
    void whoever_is_no_seed_counts_for_no_majority() {
        assertThat(Founding.next("a", set("a", "b", "c"), set("a", "x", "y"), false))
                .isEqualTo(Founding.WAIT_FOR_MAJORITY);
    }
}
