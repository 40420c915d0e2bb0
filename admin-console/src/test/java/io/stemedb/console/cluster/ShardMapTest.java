package io.stemedb.console.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.console.document.Trees;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShardMapTest {
    private static final List<Map<String, Object>> SHARDS = Trees.list(Trees.of("""
            {"shards": [
              {"id": "shard_0", "rebalance_status": "idle", "pinned_to": null, "replicas": [
                {"node_id": "a", "role": "leader", "state": "filled", "error": null},
                {"node_id": "b", "role": "follower", "state": "filling", "error": null}]},
              {"id": "shard_1", "rebalance_status": "filling", "pinned_to": "b", "replicas": [
                {"node_id": "b", "role": "leader", "state": "filled", "error": "it does not answer"},
                {"node_id": "gone", "role": "follower", "state": "lost", "error": null}]}]}
            """), "shards");

    @Test
    void each_node_has_a_row_and_each_shard_a_cell_in_it() {
        ShardMap map = ShardMap.of(List.of("b", "a", "c"), SHARDS);

        assertThat(map.columns()).containsExactly("0", "1");
        assertThat(map.rows()).extracting(ShardMap.Row::node).containsExactly("b", "a", "c", "gone");
        assertThat(map.rows().get(0).leads()).isEqualTo(1);
        assertThat(map.rows().get(0).follows()).isEqualTo(1);
        assertThat(map.rows().get(2).cells()).extracting(ShardMap.Cell::style).containsExactly("none", "none");
    }

    @Test
    void a_cell_says_in_words_what_it_is_painted_in() {
        List<ShardMap.Row> rows = ShardMap.of(List.of("a", "b"), SHARDS).rows();

        assertThat(rows.get(0).cells().get(0))
                .isEqualTo(new ShardMap.Cell("0", "filled leads", "\u2605", "shard 0 on a: leader, filled"));
        assertThat(rows.get(1).cells()).extracting(ShardMap.Cell::sign).containsExactly("\u2026", "?");
        assertThat(rows.get(2).cells().get(1).style()).isEqualTo("lost");
    }

    @Test
    void a_filter_leaves_what_it_says() {
        assertThat(Filter.of("moving")).isEqualTo("moving");
        assertThat(Filter.of("<script>")).isEqualTo("all");
        assertThat(Filter.of(null)).isEqualTo("all");
        for (String filter : List.of("moving", "pinned", "leaderless", "under-replicated")) {
            assertThat(SHARDS.stream()
                            .filter(shard -> Filter.leaves(filter, shard, Set.of("shard_1"), Set.of("shard_1")))
                            .map(shard -> shard.get("id")))
                    .as(filter)
                    .containsExactly("shard_1");
        }
        assertThat(SHARDS.stream().filter(shard -> Filter.leaves("all", shard, Set.of(), Set.of())))
                .hasSize(2);
    }
}
