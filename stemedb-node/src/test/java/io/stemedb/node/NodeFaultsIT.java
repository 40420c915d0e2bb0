package io.stemedb.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes under load, of which some are killed, stopped, or paused; each test leaves all of them running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeFaultsIT {
    private static final Duration AFTER_A_KILL = Duration.ofSeconds(5);
    private static final Duration AFTER_A_PAUSE = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofSeconds(Boolean.getBoolean("stemedb.full") ? 60 : 12);
    /** Others are killed by {@link MovesIT} and {@link RandomFaultsIT}, too. */
    private static final List<Integer> IN_TURN = Boolean.getBoolean("stemedb.full") ? List.of(1, 2, 3) : List.of(1);

    private static final Duration SERVED = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private RealCluster cluster;

    @BeforeAll
    void start() throws Exception {
        cluster = RealCluster.onLoopback(folder, 3);
        cluster.start(cluster.all());
    }

    @BeforeEach
    void awaitHealthy() {
        cluster.awaitHealthy();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void each_node_is_killed_in_turn() throws Exception {
        for (int node : IN_TURN) {
            String fault = "kill -9 of node " + node;
            Load load = Load.on(cluster, "kill" + node);
            Load.Gap gap;
            try (load) {
                load.awaitEveryShard(SERVED);
                load.longestGap();
                cluster.kill(node);
                load.awaitEveryShard(SERVED);
                gap = load.longestGap();
                cluster.start(node);
                cluster.awaitHealthy();
                load.awaitEveryShard(SERVED);
            }
            Load.Gap later = load.longestGap();
            Verdict.of(cluster, fault, load, gap + ", " + later + " at its return");
            gap.checkAtMost(AFTER_A_KILL);
            later.checkAtMost(AFTER_A_KILL);
        }
    }

    /** The usual suite has it in {@link RandomFaultsIT}, one after the other. */
    @Tag("full")
    @Test
    void two_nodes_are_killed_at_once() throws Exception {
        kill(List.of(1, 3), "kill -9 of nodes 1 and 3 at once");
    }

    @Tag("full")
    @Test
    void all_nodes_are_killed_at_once() throws Exception {
        kill(cluster.all(), "kill -9 of all nodes at once");
    }

    /** Too few are left for a write on two disks: service is back with the nodes. */
    private void kill(List<Integer> nodes, String fault) throws Exception {
        Load load = Load.on(cluster, "kills" + nodes.size());
        try (load) {
            load.awaitEveryShard(SERVED);
            load.longestGap();
            cluster.kill(nodes);
            cluster.start(nodes);
            load.awaitEveryShard(SERVED);
        }
        Verdict.of(cluster, fault, load, load.longestGap() + " with the time of the start");
    }

    @Test
    void a_node_is_paused_and_goes_on() throws Exception {
        Load.Gap gap;
        Load load = Load.on(cluster, "pause");
        try (load) {
            load.awaitEveryShard(SERVED);
            load.longestGap();
            cluster.pause(2);
            load.goOn(PAUSE);
            load.awaitEveryShard(SERVED);
            gap = load.longestGap();
            cluster.goOn(2);
            load.awaitEveryShard(SERVED);
            cluster.awaitHealthy();
        }
        Verdict.of(
                cluster,
                "SIGSTOP of node 2 for " + PAUSE.toSeconds() + " s",
                load,
                gap + ", " + load.longestGap() + " at its return");
        gap.checkAtMost(AFTER_A_PAUSE);
    }

    @Test
    void nodes_restart_one_after_the_other() throws Exception {
        Load load = Load.on(cluster, "rolling");
        try (load) {
            load.awaitEveryShard(SERVED);
            load.longestGap();
            for (int node : cluster.all()) {
                cluster.stop(node);
                cluster.start(node);
                cluster.awaitHealthy();
            }
            load.awaitEveryShard(SERVED);
        }
        Load.Gap gap = load.longestGap();
        Verdict.of(cluster, "rolling restart", load, gap.toString());
        gap.checkAtMost(AFTER_A_KILL);
    }

    /** The usual suite has it with a damaged journal. */
    @Tag("full")
    @Test
    void a_node_loses_its_directory() throws Exception {
        Load load = Load.on(cluster, "wiped");
        try (load) {
            load.awaitEveryShard(SERVED);
            load.longestGap();
            cluster.kill(1);
            cluster.wipe(1);
            cluster.start(1);
            load.awaitEveryShard(SERVED);
        }
        Verdict.of(cluster, "wiped directory of node 1", load, load.longestGap().toString());
    }
}
