package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages for operators of a cluster tell to do is done, on real nodes, and answers as they say. */
class OperationsPagesIT {
    private static final int CLAIMS = 10_234;
    private static final String RESTORE =
            "sudo -u stemedb stemedb-node restore --from FOLDER --to /var/lib/stemedb/data";
    private static final String REJOIN =
            "sudo -u stemedb stemedb-node rejoin --data-dir /var/lib/stemedb/data --node-id node3b";
    private static final String NO_SYSTEMD = "nodes of the test are no services";
    private static final String OWN_FOLDERS = "nodes make their folders here";
    private static final String ONE_MACHINE = "the nodes of a test are on one machine";

    @TempDir
    Path folder;

    private static String start(int node) {
        return on(node, "sudo systemctl start stemedb-node");
    }

    private static String stop(int node) {
        return on(node, "sudo systemctl stop stemedb-node");
    }

    private static String on(int node, String command) {
        return "ssh node" + node + " '" + command + "'";
    }

    @Test
    void one_node_becomes_three() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 3)) {
            cluster.startSingle(1);
            Load.batch(cluster, "page", 1, CLAIMS);
            new PageRun("one-node-to-three.md", cluster)
                    .leaveOut(on(2, "sudo mkdir -p /var/lib/stemedb /etc/stemedb"), OWN_FOLDERS)
                    .leaveOut(on(2, "sudo chown -R stemedb:stemedb /var/lib/stemedb"), OWN_FOLDERS)
                    .leaveOut(on(3, "sudo mkdir -p /var/lib/stemedb /etc/stemedb"), OWN_FOLDERS)
                    .leaveOut(on(3, "sudo chown -R stemedb:stemedb /var/lib/stemedb"), OWN_FOLDERS)
                    .instead("stemedb-node --check-config --config cluster.toml", this::checkConfiguration)
                    .instead(start(2), () -> cluster.begin(2))
                    .instead(start(3), () -> {
                        cluster.begin(3);
                        cluster.node(2).awaitReady();
                        cluster.node(3).awaitReady();
                    })
                    .instead("ssh node1 'sudo systemctl restart stemedb-node'", () -> {
                        cluster.stop(1);
                        cluster.start(1);
                    })
                    .run();
        }
    }

    /** With the page's own text; the nodes themselves are given ports that are free. */
    private void checkConfiguration() throws Exception {
        Matcher toml =
                Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL).matcher(PageRun.text("one-node-to-three.md"));
        assertThat(toml.find()).isTrue();
        Path file = Files.writeString(folder.resolve("cluster.toml"), toml.group(1));
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("stemedb.command"), "--check-config", "--config", file.toString());
        builder.environment()
                .putAll(Map.of(
                        "STEMEDB_HOME",
                        Installation.home().toString(),
                        "STEMEDB_CONFIG_DIR",
                        "/nowhere",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("10.0.1.52:18183");
    }

    /** The usual suite has a node that begins anew in {@link DiskFaultsIT}. */
    @Tag("full")
    @Test
    void a_node_is_replaced() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 4).knowing(3)) {
            cluster.start(List.of(1, 2, 3)).awaitHealthy();
            Load load = Load.batch(cluster, "page", 1, CLAIMS);
            cluster.kill(2);
            new PageRun("replace-a-node.md", cluster)
                    .log(cluster, 1, "grep \"rebalance: .*LEAVE\"")
                    .instead(start(4), () -> cluster.start(4))
                    .run();
            Verdict.of(cluster, "node 2 is replaced", load, "not measured");
        }
    }

    /** The log of any node may have it: who plans for a shard is the owner of its partition. */
    @Tag("full")
    @Test
    void a_node_joins_rests_and_leaves() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 4).knowing(3)) {
            cluster.start(List.of(1, 2, 3)).awaitHealthy();
            Load load = Load.batch(cluster, "page", 1, CLAIMS);
            PageRun page = new PageRun("node-lifecycle.md", cluster)
                    .logs(cluster, "grep \"rebalance: assign .*node4\"")
                    .leaveOut(on(4, "ping -c 3 node1"), ONE_MACHINE)
                    .leaveOut(on(4, "df -h /var/lib/stemedb"), ONE_MACHINE)
                    .instead(on(4, "stemedb-node --version"), this::saysItsVersion)
                    .instead(start(4), () -> cluster.start(4))
                    .instead(stop(4), () -> cluster.stop(4))
                    .instead(stop(3), () -> cluster.stop(3));
            for (int port : List.of(RealCluster.API, RealCluster.GATEWAY, RealCluster.RPC, RealCluster.SWIM)) {
                page.instead(on(4, "nc -zv -w 2 node1 " + port), () -> listens(cluster.apiPort(1), port));
            }
            page.run();
            Verdict.of(cluster, "node 4 joins, rests and leaves, and node 3 leaves", load, "not measured");
        }
    }

    private void saysItsVersion() throws Exception {
        OperatorCommand said = OperatorCommand.run(folder, "--version");
        assertThat(said.exitCode()).as(said.said()).isZero();
        assertThat(said.said()).contains("stemedb-node ");
    }

    /** As nc would find out, which not everyone has. On loopback the ports of a node follow each other, as usual. */
    private static void listens(int apiPort, int usualPort) throws IOException {
        int port = apiPort + usualPort - RealCluster.API;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    /** The usual suite has its calls in {@link MovesIT}. */
    @Tag("full")
    @Test
    void shards_are_moved_by_hand() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 4)) {
            cluster.start(cluster.all()).awaitHealthy();
            Load load = Load.batch(cluster, "page", 1, CLAIMS);
            awaitEven(cluster);
            new PageRun("rebalancing.md", cluster).run();
            Verdict.of(cluster, "shards are moved by hand", load, "not measured");
        }
    }

    @Tag("full")
    @Test
    void mistakes_are_taken_back() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 3)) {
            cluster.start(cluster.all()).awaitHealthy();
            Load load = Load.batch(cluster, "page", 1, CLAIMS);
            new PageRun("emergency.md", cluster)
                    .log(cluster, 3, "grep \"was removed from the cluster\"")
                    .instead(stop(3), () -> cluster.stop(3))
                    .instead(on(3, REJOIN), () -> {
                        OperatorCommand done = OperatorCommand.run(
                                folder, "rejoin", "--data-dir", cluster.data(3), "--node-id", "node3b");
                        assertThat(done.exitCode()).as(done.said()).isZero();
                    })
                    .instead(start(3), () -> cluster.begin(3).awaitReady())
                    .run();
            Verdict.of(cluster, "a node is taken out by mistake, and rejoins", load, "not measured");
        }
    }

    @Tag("full")
    @Test
    void what_is_left_of_a_cluster_goes_on() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 4).knowing(3)) {
            cluster.start(List.of(1, 2, 3)).awaitHealthy();
            Load.batch(cluster, "page", 1, CLAIMS);
            cluster.kill(List.of(2, 3));
            new PageRun("lost-majority.md", cluster)
                    .instead(start(4), () -> cluster.start(4))
                    .run();
        }
    }

    private static void awaitEven(RealCluster cluster) {
        OperatorCalls calls = new OperatorCalls(cluster);
        calls.awaitAt(
                1,
                "/v1/admin/nodes",
                "even nodes",
                all -> all.get("nodes").size() == cluster.size()
                        && all.findValues("shards_leader").stream().allMatch(leads -> leads.size() == 4));
        calls.awaitAt(
                1,
                "/cluster/shards",
                "shards that rest",
                all -> all.findValuesAsText("rebalance_status").stream().allMatch("idle"::equals));
    }

    @Tag("full")
    @Test
    void a_node_that_is_down_is_started() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 3)) {
            cluster.start(cluster.all()).awaitHealthy();
            cluster.kill(2);
            cluster.awaitHealth(1, "\"unreachable\"");
            Load meanwhile = Load.batch(cluster, "page", 1, CLAIMS);
            int nobody = FreePorts.inARow(2);
            new PageRun("node-down.md", cluster)
                    .at("nod3:18182", "127.0.0.1:" + nobody)
                    .log(cluster, 1, "grep \"election: .*before node2\"")
                    .leaveOut("ssh node2 'systemctl status stemedb-node'", NO_SYSTEMD)
                    .leaveOut("ssh node2 'journalctl -u stemedb-node -n 100'", NO_SYSTEMD)
                    .instead(start(2), () -> {
                        cluster.mistype("127.0.0.1:" + (nobody + 1)); // its port of membership
                        cluster.start(2);
                    })
                    .run();
            Verdict.of(cluster, "node 2 was down", meanwhile, "not measured");
        }
    }

    @Tag("full")
    @Test
    void a_cluster_of_which_no_disk_is_left_is_restored() throws Exception {
        Path backups = folder.resolve("backups");
        try (RealCluster cluster = RealCluster.onLoopback(folder, 3)) {
            cluster.start(cluster.all()).awaitHealthy();
            Load load = Load.batch(cluster, "page", 1, CLAIMS);
            PageRun page = new PageRun("restore-a-cluster.md", cluster)
                    .at("/mnt/backups", backups)
                    .instead("stemedb-node verify /mnt/backups", () -> verify(backups));
            for (int node : cluster.all()) {
                page.instead(on(node, "sudo systemctl stop stemedb-node"), () -> {
                            cluster.kill(node);
                            cluster.wipe(node);
                        })
                        .instead(on(node, RESTORE), () -> restore(backups, cluster, node))
                        .instead(start(node), () -> cluster.begin(node));
            }
            page.run();
            Verdict.of(cluster, "all disks are lost", load, "not measured");
        }
    }

    private void verify(Path backups) throws Exception {
        OperatorCommand done = OperatorCommand.run(folder, "verify", backups);
        assertThat(done.exitCode()).as(done.said()).isZero();
    }

    private void restore(Path backups, RealCluster cluster, int node) throws Exception {
        List<String> froms = new ArrayList<>();
        for (JsonNode backup : ClusterRestoreIT.manifest(backups).get("nodes")) {
            if (backup.get("node_id").asText().equals(RealCluster.id(node))) {
                froms.add(backup.get("folder").asText());
            }
        }
        assertThat(froms).hasSize(1);
        OperatorCommand done =
                OperatorCommand.run(folder, "restore", "--from", froms.get(0), "--to", cluster.data(node));
        assertThat(done.exitCode()).as(done.said()).isZero();
    }
}
