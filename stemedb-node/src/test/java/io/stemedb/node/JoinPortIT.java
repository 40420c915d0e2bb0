package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever cannot be reached at the port of membership does not join, and nobody else is held up. */
class JoinPortIT {
    private static final Duration SERVED = Duration.ofSeconds(60);
    /** Longer than a join takes. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final String LISTED = "\"id\":\"node2\"";

    @TempDir
    Path folder;

    /** The usual suite has a blocked port of membership in {@link LinkFaultsIT}. */
    @Tag("full")
    @Test
    void a_node_joins_once_the_port_of_membership_is_open() throws Exception {
        try (Links links = Links.of(2, RealCluster.API, RealCluster.GATEWAY);
                RealCluster cluster = RealCluster.on(links, folder, 2).knowing(1)) {
            cluster.start(1);
            links.block(1, RealCluster.SWIM);
            links.block(2, RealCluster.SWIM);
            RunningNode joining = cluster.begin(2);
            await("node 1 hears of node 2")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> Files.readString(cluster.data(1).resolve("log/server.0.log"))
                            .contains("node2 answers, and is let in once the membership has it"));

            Load load = Load.on(cluster, "before", "leader", List.of(1));
            try (load) {
                load.goOn(LONG);
                load.awaitEveryShard(SERVED);
            }
            assertThat(cluster.gateway(1, "/cluster/members")).doesNotContain(LISTED);
            assertThat(cluster.api(2, "/v1/health")).contains("\"no-majority\"");

            links.heal();
            joining.awaitReady();
            await("node 2 is in")
                    .atMost(RunningNode.PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> cluster.gateway(1, "/cluster/members").contains(LISTED));
            cluster.awaitHealthy();
            Verdict.of(cluster, "port " + RealCluster.SWIM + " blocked during a join", load, "none");
        }
    }
}
