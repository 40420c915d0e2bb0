package io.stemedb.cluster.node;

import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.node.NodeState.Failed;
import io.stemedb.cluster.node.NodeState.Open;
import io.stemedb.cluster.node.NodeState.Starting;
import io.stemedb.cluster.overview.Looks;
import io.stemedb.cluster.overview.NodeOverview;
import io.stemedb.cluster.overview.Overview;
import io.stemedb.cluster.overview.Overview.Cluster;
import io.stemedb.cluster.overview.Overview.Disk;
import io.stemedb.cluster.overview.Overview.Held;
import io.stemedb.cluster.overview.Overview.State;
import io.stemedb.cluster.overview.Surroundings;
import io.stemedb.engine.EngineStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/** The node of this server, looked at. */
@ApplicationScoped
public class LiveOverview implements NodeOverview {
    private final Node node;
    private final NodeConfig config;

    protected LiveOverview() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public LiveOverview(Node node, NodeConfig config) {
        this.node = node;
        this.config = config;
    }

    @Override
    public Overview look() {
        NodeState state = node.state();
        if (state instanceof Open && node.isBeingTried()) {
            return of(State.STARTING, "the node makes its first calls");
        }
        if (state instanceof Open open) {
            return of(open);
        }
        if (state instanceof Failed failed) {
            return of(State.FAILED, failed.cause());
        }
        return state instanceof Starting starting
                ? of(State.STARTING, "records read back from the journal so far: " + starting.replayed())
                : of(State.STOPPING, "the node is shutting down");
    }

    private Overview of(Open open) {
        EngineStatus status = open.engine().status();
        Gateway gateway = node.gateway();
        Optional<Surroundings> around = gateway.surroundings();
        Held held =
                Looks.held(status, open.engine().holdings(), open.operations().tasks(), disk(), around);
        Optional<HealthView> health = around.map(Surroundings::health);
        State seen = Looks.state(status, gateway.concern(), health);
        String detail = Optional.ofNullable(status.readOnlyReason()).orElseGet(() -> Looks.detail(seen, health));
        return of(seen, detail, Optional.of(held), around.map(Looks::cluster));
    }

    private static Overview of(State state, String detail) {
        return of(state, detail, Optional.empty(), Optional.empty());
    }

    private static Overview of(State state, String detail, Optional<Held> held, Optional<Cluster> cluster) {
        Instant started =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return new Overview(Instant.now(), started, Release.version(), state, detail, held, cluster);
    }

    private Optional<Disk> disk() {
        try {
            FileStore disk = Files.getFileStore(config.node().dataDir());
            return Optional.of(new Disk(disk.getUsableSpace(), disk.getTotalSpace()));
        } catch (IOException unknown) {
            return Optional.empty(); // the page shows a dash; if the disk is broken, the state says so
        }
    }
}
