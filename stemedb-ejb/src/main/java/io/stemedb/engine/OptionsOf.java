package io.stemedb.engine;

import io.stemedb.recorder.ArchiveOptions;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.settings.JournalSettings;
import io.stemedb.settings.Settings;
import io.stemedb.store.Merging;
import io.stemedb.store.RateLimit;
import java.nio.file.Path;
import java.time.Duration;

/** Turns settings into options, for a node that runs and for commands on a node that is stopped. */
public final class OptionsOf {
    private static final Duration TOKEN_PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;

    /** @param settings without faults */
    public OptionsOf(Settings settings) {
        this.settings = settings;
    }

    /**
     * Options of a node that runs.
     *
     * @param heapBytes heap of this process, which bounds merges
     */
    public EngineOptions running(long heapBytes) {
        Merging merging = Merging.on(
                heapBytes,
                RateLimit.of(settings.store().mergeRate()),
                settings.store().mergeDebt());
        return new EngineOptions(
                database(settings.node().dataDir(), settings.node().nodeId().orElse(null), merging),
                settings.limits().limits(),
                settings.store().cacheSize(),
                settings.limits().answerBytes(),
                TOKEN_PATIENCE,
                settings.scrub().rate());
    }

    /**
     * Options of a command on a stopped node. It starts no merge: a command does what it was called for, and a merge
     * may need more time, memory and disk than its caller expects.
     *
     * @param directory the data directory, which is there
     */
    public EngineOptions stopped(Path directory) {
        return new EngineOptions(
                database(directory, null, Merging.OFF), settings.limits().limits(), 0, 0, Duration.ZERO, 0);
    }

    private DatabaseOptions database(Path directory, String nodeId, Merging merging) {
        return new DatabaseOptions(
                directory,
                nodeId,
                settings.cluster().shards(),
                settings.journal().segmentSize(),
                settings.journal().retain(),
                settings.store().tableSize(),
                settings.store().mergeFan(),
                settings.limits().queueBytes(),
                archive(settings.journal()),
                merging,
                settings.cluster().enabled());
    }

    private static ArchiveOptions archive(JournalSettings journal) {
        return journal.archiveDir()
                .map(folder -> new ArchiveOptions(folder, journal.archiveRetain()))
                .orElse(null);
    }
}
