package io.stemedb.cluster.node;

import io.stemedb.engine.EngineOptions;
import io.stemedb.recorder.ArchiveOptions;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.settings.JournalSettings;
import io.stemedb.settings.NodeSettings;
import io.stemedb.settings.Settings;
import io.stemedb.store.Merging;
import io.stemedb.store.RateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** What the configuration says, read once. */
@ApplicationScoped
public class NodeConfig {
    private static final int SHARDS = 64;
    private static final Duration TOKEN_PATIENCE = Duration.ofSeconds(5);

    private final Settings.Judgement judgement;

    protected NodeConfig() { // for the CDI proxy only
        this.judgement = null;
    }

    @Inject
    public NodeConfig(Config config) {
        this.judgement = Settings.judge(key -> config.getOptionalValue(key, String.class));
    }

    /** Where the node listens; what has a fault counts as its default. */
    public NodeSettings node() {
        return judgement.settings().node();
    }

    private static ArchiveOptions archive(JournalSettings journal) {
        return journal.archiveDir()
                .map(folder -> new ArchiveOptions(folder, journal.archiveRetain()))
                .orElse(null);
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
        Settings settings = judgement.settings();
        DatabaseOptions database = new DatabaseOptions(
                settings.node().dataDir(),
                settings.node().nodeId().orElse(null),
                SHARDS,
                settings.journal().segmentSize(),
                settings.journal().retain(),
                settings.store().tableSize(),
                settings.store().mergeFan(),
                settings.limits().queueBytes(),
                archive(settings.journal()),
                Merging.on(
                        Runtime.getRuntime().maxMemory(),
                        RateLimit.of(settings.store().mergeRate()),
                        settings.store().mergeDebt()));
        return new EngineOptions(
                database,
                settings.limits().limits(),
                settings.store().cacheSize(),
                settings.limits().answerBytes(),
                TOKEN_PATIENCE,
                settings.scrub().rate());
    }

    /** Time between two scrubs; empty where only an operator starts them. */
    public Optional<Duration> scrubEvery() {
        return judgement.settings().scrub().schedule();
    }
}
