package io.stemedb.cluster.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import org.junit.jupiter.api.Test;

class AcquaintanceTest {
    private static NodeInfo node(
            String id, String name, String cluster, int members, boolean claims, int shards, Protocols protocols) {
        return new NodeInfo(
                id,
                name,
                cluster,
                members,
                claims,
                shards,
                id.hashCode(),
                id + ":1",
                "",
                "",
                "",
                "1",
                protocols,
                3,
                0,
                false);
    }

    private static NodeInfo node(String id, String cluster, int members, boolean claims) {
        return node(id, "stemedb", cluster, members, claims, 64, Protocols.OURS);
    }

    @Test
    void nodes_of_one_name_know_each_other() {
        assertThat(Acquaintance.refusal(node("a", "", 0, false), node("b", "", 0, true)))
                .isEmpty();
        assertThat(Acquaintance.refusal(node("a", "x", 3, true), node("b", "", 0, true)))
                .isEmpty();
    }

    @Test
    void another_name_another_number_of_shards_and_a_foreign_protocol_are_refused_by_what_to_do() {
        NodeInfo own = node("a", "x", 3, true);
        assertThat(Acquaintance.refusal(own, node("b", "other", "x", 1, true, 64, Protocols.OURS)))
                .hasValueSatisfying(why -> assertThat(why).contains("\"other\"", "cluster_name"));
        assertThat(Acquaintance.refusal(own, node("b", "stemedb", "x", 1, true, 128, Protocols.OURS)))
                .hasValueSatisfying(why -> assertThat(why).contains("128", "64"));
        assertThat(Acquaintance.refusal(own, node("b", "stemedb", "x", 1, true, 64, new Protocols(7, 9, 0))))
                .hasValueSatisfying(why -> assertThat(why).contains("protocol"));
    }

    @Test
    void one_id_on_two_disks_is_refused() {
        NodeInfo twin =
                new NodeInfo("a", "stemedb", "", 0, false, 64, 7, "z:1", "", "", "", "1", Protocols.OURS, 3, 0, false);
        assertThat(Acquaintance.refusal(node("a", "", 0, false), twin))
                .hasValueSatisfying(why -> assertThat(why).contains("--node-id"));
    }

    @Test
    void a_single_node_or_an_empty_cluster_becomes_part_of_another_and_two_that_were_used_do_not() {
        NodeInfo used = node("a", "x", 3, true);
        assertThat(Acquaintance.refusal(used, node("b", "y", 1, true))).isEmpty();
        assertThat(Acquaintance.refusal(used, node("b", "y", 2, false))).isEmpty();
        assertThat(Acquaintance.refusal(used, node("b", "y", 2, true)))
                .hasValueSatisfying(why -> assertThat(why).contains("another cluster"));
    }
}
