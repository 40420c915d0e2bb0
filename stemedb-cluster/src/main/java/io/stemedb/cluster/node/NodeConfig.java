package io.stemedb.cluster.node;

import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.engine.EngineOptions;
import io.stemedb.engine.OptionsOf;
import io.stemedb.settings.ClusterSettings;
import io.stemedb.settings.HostPort;
import io.stemedb.settings.Key;
import io.stemedb.settings.NodeSettings;
import io.stemedb.settings.SecuritySettings;
import io.stemedb.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** What the configuration says, read once. */
@ApplicationScoped
public class NodeConfig {
    /** What a launcher says that holds the data directory for the server in its process. */
    private static final String HELD = "stemedb.node.held_by_launcher";

    private final Settings.Judgement judgement;
    private final Map<String, String> shown;
    private final boolean heldByLauncher;

    protected NodeConfig() { // for the CDI proxy only
        this.judgement = null;
        this.shown = Map.of();
        this.heldByLauncher = false;
    }

    @Inject
    public NodeConfig(Config config) {
        Function<String, Optional<String>> source =
                key -> literal(key).or(() -> config.getOptionalValue(key, String.class));
        this.judgement = Settings.judge(source, Access::knowsTokens);
        this.shown = ShownSettings.of(source);
        this.heldByLauncher = Boolean.getBoolean(HELD);
    }

    /**
     * As the launcher has handed it over; the server would look for variables in it, and a folder may be called ${x}.
     */
    private static Optional<String> literal(String key) {
        return Optional.ofNullable(System.getProperty(key));
    }

    /** Where the node listens; what has a fault counts as its default. */
    public NodeSettings node() {
        return judgement.settings().node();
    }

    /** Everything that is set; what has a fault counts as its default. */
    Settings settings() {
        return judgement.settings();
    }

    /** Who may reach the node. */
    SecuritySettings security() {
        return judgement.settings().security();
    }

    /** Every setting by its name in a file, but for secrets. */
    Map<String, String> shown() {
        return shown;
    }

    /** Whether the data directory is kept to this process by the one who started the server. */
    boolean heldByLauncher() {
        return heldByLauncher;
    }

    /**
     * How the engine is opened.
     *
     * @throws IllegalStateException naming every fault of the configuration
     */
    public EngineOptions engine() {
        if (!judgement.faults().isEmpty()) {
            throw new IllegalStateException(
                    judgement.faults().stream().map(Object::toString).collect(Collectors.joining("; ")));
        }
        return new OptionsOf(judgement.settings()).running(Runtime.getRuntime().maxMemory());
    }

    /** Whether somebody has said that this is no node of a cluster, rather than nothing. */
    boolean wantsToBeAlone() {
        return shown.getOrDefault(Key.CLUSTER_ENABLED.path(), "").equalsIgnoreCase("false");
    }

    String clusterName() {
        return judgement.settings().cluster().name();
    }

    /**
     * What speaks to other nodes; empty if there are none.
     *
     * @throws IOException if the cluster's secret cannot be read
     */
    Optional<Peers> peers() throws IOException {
        ClusterSettings cluster = judgement.settings().cluster();
        if (!cluster.enabled()) {
            return Optional.empty();
        }
        NodeSettings node = node();
        HostPort told = cluster.advertised();
        ClusterOptions options = new ClusterOptions(
                cluster.name(),
                cluster.seeds().stream().map(NodeConfig::rpcOf).toList(),
                new Addresses(
                        told.toString(),
                        new HostPort(told.host(), cluster.swim().port()).toString(),
                        new HostPort(told.host(), node.gatewayPort()).toString(),
                        new HostPort(told.host(), node.httpPort()).toString()),
                cluster.factor(),
                node.dataDir(),
                Release.version(),
                cluster.liveAfter(),
                cluster.rereplicateAfter(),
                cluster.moveRate(),
                cluster.stopPatience(),
                cluster.compare(),
                security().mode() == SecuritySettings.Mode.OPEN);
        InetSocketAddress listen =
                new InetSocketAddress(cluster.rpc().host(), cluster.rpc().port());
        InetSocketAddress swim =
                new InetSocketAddress(cluster.swim().host(), cluster.swim().port());
        return Optional.of(new Peers(
                options,
                listen,
                swim,
                cluster.seeds().stream().map(HostPort::toString).toList(),
                cluster.secret(Files::readAllBytes)));
    }

    /** A seed is named by its port of membership, and answers calls of nodes one port below. */
    private static String rpcOf(HostPort seed) {
        return new HostPort(seed.host(), seed.port() - 1).toString();
    }

    /** Time between two scrubs; empty if only an operator starts them. */
    public Optional<Duration> scrubEvery() {
        return judgement.settings().scrub().schedule();
    }
}
