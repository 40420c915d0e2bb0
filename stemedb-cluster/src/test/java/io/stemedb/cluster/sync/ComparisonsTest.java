package io.stemedb.cluster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private static final int SHARD = 3;

    private final Comparisons comparisons = new Comparisons();

    @Test
    void the_latest_counts_in_whatever_order_they_end() {
        comparisons.compared("node2", SHARD, 20, 1);
        comparisons.compared("node2", SHARD, 10, 1);
        assertThat(comparisons.last("node2", SHARD)).isEqualTo(20);
        assertThat(comparisons.last("node3", SHARD)).isNull();
    }

    @Test
    void what_a_copy_that_is_gone_was_compared_with_says_nothing_of_the_next_one() {
        comparisons.compared("node2", SHARD, 10, 1);
        comparisons.compared("node2", SHARD + 1, 10, 1);
        comparisons.forget(SHARD, 15);
        assertThat(comparisons.last("node2", SHARD)).isNull();
        assertThat(comparisons.last("node2", SHARD + 1)).isEqualTo(10);
    }

    @Test
    void a_comparison_that_was_under_way_when_the_copy_went_is_one_of_that_copy() {
        comparisons.forget(SHARD, 15);
        comparisons.compared("node2", SHARD, 14, 1);
        comparisons.compared("node3", SHARD, 16, 1);
        assertThat(comparisons.last("node2", SHARD)).isNull();
        assertThat(comparisons.last("node3", SHARD)).isEqualTo(16);
    }
}
