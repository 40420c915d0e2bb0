package io.stemedb.cluster.node;

import io.stemedb.engine.EngineOptions;
import io.stemedb.engine.OptionsOf;
import io.stemedb.settings.NodeSettings;
import io.stemedb.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** What the configuration says, read once. */
@ApplicationScoped
public class NodeConfig {
    /** What a launcher says that holds the data directory for the server in its process. */
    private static final String HELD = "stemedb.node.held_by_launcher";

    private final Settings.Judgement judgement;
    private final boolean heldByLauncher;

    protected NodeConfig() { // for the CDI proxy only
        this.judgement = null;
        this.heldByLauncher = false;
    }

    @Inject
    public NodeConfig(Config config) {
        this.judgement = Settings.judge(key -> literal(key).or(() -> config.getOptionalValue(key, String.class)));
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

    /** Time between two scrubs; empty if only an operator starts them. */
    public Optional<Duration> scrubEvery() {
        return judgement.settings().scrub().schedule();
    }
}
