package io.stemedb.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {
    private static Settings.Judgement judge(Map<String, String> given) {
        return Settings.judge(key -> Optional.ofNullable(given.get(key.replaceFirst("stemedb\\.", ""))));
    }

    private static ClusterSettings cluster(Map<String, String> given) {
        Settings.Judgement judgement = judge(given);
        assertThat(judgement.faults()).isEmpty();
        return judgement.settings().cluster();
    }

    private static List<String> faultyKeys(Map<String, String> given) {
        return judge(given).faults().stream()
                .map(fault -> fault.key().replaceFirst("stemedb\\.", ""))
                .toList();
    }

    @Test
    void nothing_said_is_a_single_node_with_one_copy() {
        ClusterSettings cluster = cluster(Map.of());

        assertThat(cluster.enabled()).isFalse();
        assertThat(cluster.factor()).isOne();
        assertThat(cluster.namedFactor()).isEmpty();
        assertThat(cluster.shards()).isEqualTo(64);
        assertThat(cluster.liveAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(cluster.stopPatience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(cluster.rereplicateAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(cluster.compare()).contains(Duration.ofMinutes(10));
        assertThat(cluster.secretFile()).isEmpty();
    }

    @Test
    void seeds_make_a_node_of_a_cluster_with_two_copies() {
        ClusterSettings cluster = cluster(Map.of("cluster.seeds", "127.0.0.1:18193, localhost:18203,"));

        assertThat(cluster.enabled()).isTrue();
        assertThat(cluster.factor()).isEqualTo(2);
        assertThat(cluster.namedFactor()).isEmpty();
        assertThat(cluster.seeds()).containsExactly(new HostPort("127.0.0.1", 18193), new HostPort("localhost", 18203));
        assertThat(cluster.rpc()).hasToString("127.0.0.1:18182");
        assertThat(cluster.swim()).hasToString("127.0.0.1:18183");
        assertThat(cluster.advertised()).isEqualTo(cluster.rpc());
    }

    @Test
    void a_cluster_may_begin_with_one_node_and_a_file_may_keep_the_seeds_of_one_that_is_off() {
        assertThat(cluster(Map.of("cluster.enabled", "true")).enabled()).isTrue();
        assertThat(cluster(Map.of("cluster.enabled", "true")).factor()).isOne();
        assertThat(cluster(Map.of("cluster.enabled", "false", "cluster.seeds", "10.0.1.52:18183"))
                        .enabled())
                .isFalse();
    }

    @Test
    void a_single_node_is_not_asked_for_two_copies() {
        assertThat(faultyKeys(Map.of("replication.factor", "2"))).containsExactly("replication.factor");
        assertThat(cluster(Map.of("replication.factor", "2", "cluster.enabled", "true"))
                        .factor())
                .isEqualTo(2);
        assertThat(cluster(Map.of("replication.factor", "1", "cluster.seeds", "localhost"))
                        .factor())
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "node2:1234,node2:1234",
        "node2,node2:18183",
        "[fd00::2]:1234,[fd00::2]:1234",
        "fd00::2,[fd00::2]:18183",
        "[fd00::2],[fd00::2]:18183"
    })
    void a_seed_is_a_host_with_or_without_a_port(String text, String meant) {
        assertThat(cluster(Map.of("cluster.seeds", text, "node.bind", "10.0.1.51", "security.mode", "open"))
                        .seeds())
                .singleElement()
                .hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"node2:", "node2:0", "node2:1", "node2:65536", "node 2:18183", ":18183", "a:b", "0.0.0.0:1234"})
    void what_is_no_seed_is_refused(String seed) {
        assertThat(faultyKeys(Map.of("cluster.seeds", seed, "node.bind", "10.0.1.51", "security.mode", "open")))
                .containsExactly("cluster.seeds");
    }

    @Test
    void a_node_that_others_cannot_reach_is_not_to_join_them() {
        assertThat(judge(Map.of("cluster.seeds", "10.0.1.52:18183")).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .startsWith("stemedb.cluster.seeds: 10.0.1.52:18183 is on another machine")
                        .contains("bind_addr", "mode = \"open\""));
    }

    @Test
    void ports_between_nodes_leave_loopback_only_if_the_node_is_open_or_has_a_secret() {
        Map<String, String> beyond =
                Map.of("cluster.enabled", "true", "node.rpc_bind", "10.0.1.51", "node.swim_bind", "10.0.1.51");

        assertThat(faultyKeys(beyond)).containsExactly("node.rpc_bind", "node.swim_bind");
        assertThat(faultyKeys(Map.of(
                        "cluster.enabled", "true",
                        "node.rpc_bind", "10.0.1.51",
                        "node.swim_bind", "10.0.1.51",
                        "security.mode", "open")))
                .isEmpty();
        assertThat(faultyKeys(Map.of(
                        "cluster.enabled", "true",
                        "node.rpc_bind", "10.0.1.51",
                        "node.swim_bind", "10.0.1.51",
                        "cluster.secret_file", "/etc/stemedb/secret")))
                .isEmpty();
        assertThat(faultyKeys(Map.of("node.rpc_bind", "10.0.1.51"))).isEmpty();
    }

    @Test
    void membership_needs_one_address() {
        assertThat(faultyKeys(Map.of("cluster.enabled", "true", "node.bind", "0.0.0.0", "security.mode", "open")))
                .containsExactly("node.swim_bind");
        ClusterSettings cluster = cluster(Map.of(
                "cluster.enabled", "true",
                "node.bind", "0.0.0.0",
                "node.swim_bind", "10.0.1.51",
                "security.mode", "open"));
        assertThat(cluster.advertised()).hasToString("10.0.1.51:18182");
    }

    @Test
    void an_address_may_be_told_to_others_that_the_node_does_not_listen_on() {
        assertThat(cluster(Map.of("cluster.enabled", "true", "cluster.advertise", "node1.example.com"))
                        .advertised())
                .hasToString("node1.example.com:18182");
        assertThat(faultyKeys(Map.of("cluster.advertise", "::"))).containsExactly("cluster.advertise");
        assertThat(faultyKeys(Map.of("cluster.advertise", "node1:18182"))).containsExactly("cluster.advertise");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "63", "8192", "-1", "many"})
    void shards_are_a_power_of_two(String shards) {
        assertThat(faultyKeys(Map.of("cluster.shards", shards))).containsExactly("cluster.shards");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 256, 4096})
    void any_power_of_two_up_to_4096_will_do(int shards) {
        assertThat(cluster(Map.of("cluster.shards", "" + shards)).shards()).isEqualTo(shards);
    }

    /** Somebody who means megabytes a second writes 32. */
    @Test
    void a_rate_at_which_no_move_would_end_is_refused() {
        assertThat(faultyKeys(Map.of("cluster.move_rate", "32"))).containsExactly("cluster.move_rate");
        assertThat(cluster(Map.of("cluster.move_rate", "64KiB")).moveRate()).isEqualTo(65_536);
        assertThat(cluster(Map.of("cluster.move_rate", "0")).moveRate()).isZero();
    }

    @Test
    void every_fault_of_a_cluster_is_told_at_once() {
        assertThat(faultyKeys(Map.of(
                        "cluster.enabled", "perhaps",
                        "cluster.cluster_name", "",
                        "cluster.seeds", "?",
                        "cluster.live_after", "1h",
                        "cluster.rereplicate_after", "soon",
                        "cluster.stop_patience", "1m",
                        "cluster.compare", "never",
                        "node.rpc_bind", "a b",
                        "replication.factor", "0")))
                .containsExactlyInAnyOrder(
                        "cluster.enabled",
                        "cluster.cluster_name",
                        "cluster.seeds",
                        "cluster.live_after",
                        "cluster.rereplicate_after",
                        "cluster.stop_patience",
                        "cluster.compare",
                        "node.rpc_bind",
                        "replication.factor");
    }
}
