package io.stemedb.admin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HintsTest {
    @Test
    void a_call_is_said_as_the_command_that_does_the_same() {
        String[][] calls = {
            {"POST /admin/nodes/node2/undrain", "stemedb-admin node node2 undrain"},
            {"POST /admin/nodes/{id}/undrain", "stemedb-admin node NODE_ID undrain"},
            {"POST /admin/shards/shard_7/unpin", "stemedb-admin shard shard_7 unpin"},
            {
                "POST /admin/shards/rebalance {\"shard_id\":\"shard_7\",\"target_node\":\"node1\"}",
                "stemedb-admin shard shard_7 rebalance --target-node node1"
            },
            {
                "POST /admin/shards/rebalance {\"target_node\":\"node1\"}",
                "stemedb-admin shard rebalance --target-node node1"
            },
            {"POST /admin/cluster/settings {\"factor\":2}", "stemedb-admin cluster set factor 2"},
            {"POST /admin/cluster/settings {\"factor\":2,\"force\":true}", "stemedb-admin cluster set factor 2 --force"
            },
            {
                "bring it back, or take it out with POST /admin/cluster/remove",
                "bring it back, or take it out with stemedb-admin node NODE_ID remove"
            },
            {"wait, or DELETE /admin/tasks/8d0c-1", "wait, or stemedb-admin task 8d0c-1 abort"},
            {"GET /v1/shards/shard_7 shows it", "stemedb-admin shard shard_7 info shows it"},
            {"\"force\":true overrides it", "--force overrides it"},
            {"call port 18180", "call port 18180"},
        };
        for (String[] call : calls) {
            assertThat(Hints.spoken(call[0])).isEqualTo(call[1]);
        }
        assertThat(Hints.spoken(null)).isNull();
    }
}
