package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes on a network of their own, where links are cut and packets are lost; clients reach every node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkFaultsIT {
    private static final Duration AFTER_A_CUT = Duration.ofSeconds(12);
    /** Longer than it takes until a node is called dead. */
    private static final Duration CUT = Duration.ofSeconds(Boolean.getBoolean("stemedb.full") ? 60 : 12);

    private static final Duration SERVED = Duration.ofSeconds(60);
    private static final int LOST_PERCENT = 30;
    private static final int CLAIMS = Boolean.getBoolean("stemedb.full") ? 100_000 : 10_000;
    private static final int PAGE_CLAIMS = 500;
    private static final long MOST_BYTES = 1_000;

    @TempDir
    static Path folder;

    private Links links;
    private RealCluster cluster;

    /** Not once for all: what this machine does not give is then said by each test. */
    @BeforeEach
    void start() throws Exception {
        if (cluster == null) {
            links = Links.of(3, RealCluster.API, RealCluster.GATEWAY);
            cluster = RealCluster.on(links, folder, 3);
            cluster.start(cluster.all());
        }
        links.heal();
        cluster.awaitHealthy();
    }

    @AfterAll
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
            links.close();
        }
    }

    /** The part of one takes claims for one disk, as it must: it has no other. */
    @Test
    void one_node_is_parted_from_two_and_both_sides_are_written_to() throws Exception {
        Load.Gap gap;
        Load many = Load.on(cluster, "two", "quorum", List.of(1, 2));
        Load one = Load.on(cluster, "one", "leader", List.of(3));
        try (many;
                one) {
            many.awaitEveryShard(SERVED);
            many.longestGap();
            one.longestGap();
            links.cut(1, 3);
            links.cut(2, 3);
            many.goOn(CUT);
            many.awaitEveryShard(SERVED);
            one.awaitEveryShard(SERVED);
            gap = longer(many.longestGap(), one.longestGap());
            links.heal();
            cluster.awaitHealthy();
            many.awaitEveryShard(SERVED);
            one.awaitEveryShard(SERVED);
        }
        String after = longer(many.longestGap(), one.longestGap()) + " later on";
        Verdict.of(cluster, "one node parted from two, side of two", many, gap + ", " + after);
        Verdict.of(cluster, "one node parted from two, side of one", one, gap + ", " + after);
        gap.checkAtMost(AFTER_A_CUT);
    }

    private static Load.Gap longer(Load.Gap one, Load.Gap other) {
        return one.seconds() > other.seconds() ? one : other;
    }

    @Test
    void two_nodes_cannot_reach_each_other_and_both_reach_the_third() throws Exception {
        Load.Gap gap;
        Load load = Load.on(cluster, "link");
        try (load) {
            load.awaitEveryShard(SERVED);
            load.longestGap();
            links.cut(1, 2);
            load.goOn(CUT);
            load.awaitEveryShard(SERVED);
            gap = load.longestGap();
            links.heal();
            cluster.awaitHealthy();
            load.awaitEveryShard(SERVED);
        }
        Verdict.of(cluster, "no link between nodes 1 and 2", load, gap + ", " + load.longestGap() + " later on");
        gap.checkAtMost(AFTER_A_CUT);
    }

    /** The usual suite has it in {@link RandomFaultsIT}. */
    @Tag("full")
    @Test
    void a_third_of_the_packets_of_a_node_is_lost() throws Exception {
        Load.Gap gap;
        Load load = Load.on(cluster, "loss");
        try (load) {
            load.awaitEveryShard(SERVED);
            load.longestGap();
            links.lose(2, LOST_PERCENT);
            load.goOn(CUT);
            load.awaitEveryShard(SERVED);
            gap = load.longestGap();
            links.heal();
            load.awaitEveryShard(SERVED);
        }
        Verdict.of(cluster, LOST_PERCENT + " % of the packets of node 2 lost", load, gap.toString());
        gap.checkAtMost(AFTER_A_CUT);
    }

    /** Hazelcast tells the nodes nothing any more; what they do for clients goes over another port. */
    @Test
    void the_port_of_membership_is_blocked_and_a_node_still_leaves_and_returns() throws Exception {
        Load.Gap gap;
        Load load = Load.on(cluster, "membership");
        try (load) {
            load.awaitEveryShard(SERVED);
            load.longestGap();
            for (int node : cluster.all()) {
                links.block(node, RealCluster.SWIM);
            }
            cluster.kill(3);
            cluster.start(3);
            load.awaitEveryShard(SERVED);
            gap = load.longestGap();
            links.heal();
            cluster.awaitHealthy();
        }
        Verdict.of(cluster, "port " + RealCluster.SWIM + " blocked, kill -9 of node 3", load, gap.toString());
        gap.checkAtMost(AFTER_A_CUT);
    }

    /** What the page for operators says, with the links really cut. */
    @Test
    void a_partition_ends_as_the_page_for_operators_says() throws Exception {
        links.cut(1, 3);
        links.cut(2, 3);
        Load load = Load.batch(cluster, "page", 1, PAGE_CLAIMS);
        Load meanwhile = Load.on(cluster, "cut", "quorum", List.of(1, 2));
        try (meanwhile) { // the longer the cut, the more seldom what is cut off may try to connect
            meanwhile.goOn(CUT);
        }
        new PageRun("partition.md", cluster)
                .instead(
                        "ssh node3 'nc -zv -w 2 node1 18182'",
                        () -> assertThat(links.reaches(3, 1, RealCluster.RPC)).isFalse())
                .instead(
                        "ssh node3 'nc -zv -w 2 node1 18183'",
                        () -> assertThat(links.reaches(3, 1, RealCluster.SWIM)).isFalse())
                .instead("ssh node3 'sudo iptables -D INPUT -s node1 -j DROP'", links::heal)
                .leaveOut("ssh node1 'ping -c 10 node3'", "the nodes of a test are on one machine")
                .leaveOut("ssh node3 'top -bn1 | head -20'", "the nodes of a test share their processors")
                .instead(
                        "ssh node1 'nc -zv -w 2 node3 18183'",
                        () -> assertThat(links.reaches(1, 3, RealCluster.SWIM)).isTrue())
                .run();
        Verdict.of(cluster, "a partition as on the page", load, "not measured");
        Verdict.of(cluster, "a partition as on the page, written to", meanwhile, "not measured");
    }

    /** What it had it does not get again. */
    @Test
    void a_node_that_was_away_gets_what_came_meanwhile() throws Exception {
        Load before = Load.batch(cluster, "before", 1, 2 * CLAIMS);
        cluster.kill(3);
        Load meanwhile = Load.batch(cluster, "meanwhile", 1, CLAIMS);
        long received = links.received(3);
        long begun = System.nanoTime();
        cluster.start(3);
        cluster.awaitHealthy();
        double seconds = (System.nanoTime() - begun) / 1e9;
        received = links.received(3) - received;
        Verdict.of(cluster, "node 3 away while " + CLAIMS + " claims came", meanwhile, "none");
        Verdict.of(cluster, "what was there before", before, "none");
        System.out.printf(
                Locale.ROOT, "it was up to date %.1f s after its start began, and got %d bytes%n", seconds, received);
        assertThat(received).as("bytes").isLessThan(CLAIMS * MOST_BYTES);
    }
}
