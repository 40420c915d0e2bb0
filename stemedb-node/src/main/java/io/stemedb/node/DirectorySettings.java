package io.stemedb.node;

import io.stemedb.node.Configuration.Given;
import io.stemedb.settings.Key;
import io.stemedb.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the configuration says about a data directory that is there, for commands that open it without a server. */
final class DirectorySettings {
    private DirectorySettings() {}

    /** The settings, or nothing where they have faults, which are printed. */
    static Optional<Settings> judged(Map<Key, Given> flags, Optional<Path> config, PrintStream err) {
        Configuration configuration = new Configuration(flags, System.getenv(), config, Map.of());
        configuration.faults().forEach(fault -> err.println("stemedb-node: " + fault));
        return configuration.faults().isEmpty() ? Optional.of(configuration.settings()) : Optional.empty();
    }
}
