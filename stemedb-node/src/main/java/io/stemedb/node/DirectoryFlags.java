package io.stemedb.node;

import io.stemedb.node.Configuration.Given;
import io.stemedb.offline.RepairRun;
import io.stemedb.settings.Key;
import io.stemedb.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Files;
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

    /** A setting that the command has a flag of its own for. */
    void given(Key key, String text, String flag) {
        flags.put(key, new Given(text, "flag " + flag));
    }

    boolean namesDirectory() {
        return flags.containsKey(Key.DATA_DIR);
    }

    /** What is configured for a key, whatever a flag says. */
    Optional<Given> configured(Key key) {
        Configuration configuration = configuration(Map.of());
        return configuration.given(key).filter(given -> !given.text().isEmpty());
    }

    private Configuration configuration(Map<Key, Given> beside) {
        return new Configuration(beside, System.getenv(), ConfigFile.named(config), Map.of());
    }

    /** The settings; empty if they have faults, which are printed. */
    Optional<Settings> judged(PrintStream err) {
        Configuration configuration = configuration(flags);
        configuration.faults().forEach(fault -> err.println("stemedb-node: " + fault));
        return configuration.faults().isEmpty() ? Optional.of(configuration.settings()) : Optional.empty();
    }

    /** The same for a command that makes the tokens without which a node listens on loopback only. */
    Optional<Settings> judgedForTokens(PrintStream err) {
        Configuration configuration = new Configuration(
                flags,
                System.getenv(),
                ConfigFile.named(config),
                Map.of(),
                LocalAddress.BY_THE_ROUTES,
                settings -> true);
        configuration.faults().forEach(fault -> err.println("stemedb-node: " + fault));
        return configuration.faults().isEmpty() ? Optional.of(configuration.settings()) : Optional.empty();
    }

    /** What a command does with a directory that it holds; its exit code. */
    interface Work {
        int on(Settings settings, Path directory);
    }

    /** Does something with the directory of a stopped node; whatever is in the way is printed. */
    int onStopped(PrintStream err, Work work) {
        Optional<Settings> settings = judged(err);
        if (settings.isEmpty()) {
            return Main.FAULTY;
        }
        Path place = settings.get().node().dataDir();
        if (!Files.isDirectory(place)) {
            err.println("stemedb-node: " + place + " is no directory; name the node's with --data-dir");
            return Main.FAULTY;
        }
        try (DataDirectory taken = DataDirectory.take(place)) {
            return work.on(settings.get(), taken.path());
        } catch (StartRefused refused) {
            err.println("stemedb-node: " + refused.getMessage());
            return RepairRun.FAILED;
        }
    }
}
