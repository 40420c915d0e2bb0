package io.stemedb.node;

import io.stemedb.engine.EngineOptions;
import io.stemedb.node.Configuration.Given;
import io.stemedb.recorder.ArchiveOptions;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.settings.Key;
import io.stemedb.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the configuration says about a data directory that is there, for commands that open it without a server. */
final class DirectorySettings {
    private static final int SHARDS = 64; // of a new directory only, and here is none

    private DirectorySettings() {}

    /** The settings, or nothing where they have faults, which are printed. */
    static Optional<Settings> judged(Map<Key, Given> flags, Optional<Path> config, PrintStream err) {
        Configuration configuration = new Configuration(flags, System.getenv(), config, Map.of());
        configuration.faults().forEach(fault -> err.println("stemedb-node: " + fault));
        return configuration.faults().isEmpty() ? Optional.of(configuration.settings()) : Optional.empty();
    }

    static DatabaseOptions database(Settings settings, Path directory) {
        ArchiveOptions archive = settings.journal()
                .archiveDir()
                .map(folder -> new ArchiveOptions(folder, settings.journal().archiveRetain()))
                .orElse(null);
        return new DatabaseOptions(
                directory,
                null,
                SHARDS,
                settings.journal().segmentSize(),
                settings.journal().retain(),
                settings.store().tableSize(),
                settings.store().mergeFan(),
                settings.limits().queueBytes(),
                archive);
    }

    static EngineOptions engine(Settings settings, Path directory) {
        return new EngineOptions(
                database(settings, directory), settings.limits().limits(), 0, Duration.ZERO);
    }
}
