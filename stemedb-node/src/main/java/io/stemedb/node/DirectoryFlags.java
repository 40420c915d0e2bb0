package io.stemedb.node;

import io.stemedb.node.Configuration.Given;
import io.stemedb.settings.Key;
import io.stemedb.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The flags of commands that work on a data directory without a server: which directory, and what is configured for it.
 */
final class DirectoryFlags {
    private final Map<Key, Given> flags = new EnumMap<>(Key.class);

    @Option(names = "--config", paramLabel = "FILE", description = "TOML file with settings")
    private Optional<Path> config;

    @SuppressWarnings("UnusedVariable") // picocli writes it, and acts on it itself
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this and end")
    private boolean help;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "the node's data directory (./data)")
    void dataDir(String text) {
        flags.put(Key.DATA_DIR, new Given(text, "flag --data-dir"));
    }

    boolean namesDirectory() {
        return flags.containsKey(Key.DATA_DIR);
    }

    /** The settings; empty if they have faults, which are printed. */
    Optional<Settings> judged(PrintStream err) {
        Configuration configuration = new Configuration(flags, System.getenv(), ConfigFile.named(config), Map.of());
        configuration.faults().forEach(fault -> err.println("stemedb-node: " + fault));
        return configuration.faults().isEmpty() ? Optional.of(configuration.settings()) : Optional.empty();
    }
}
