package io.stemedb.node;

import io.stemedb.offline.RejoinRun;
import io.stemedb.offline.RepairRun;
import io.stemedb.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code stemedb-node rejoin}. */
@Command(
        name = "rejoin",
        description = "Gives the data directory of a stopped node that was removed from its cluster another node id.",
        sortOptions = false,
        footer = {
            "",
            "All claims stay. A node that was removed never joins again under its old id; under the new one it does.",
            "Exit codes: 0 done, 1 failed, 2 wrong flags or configuration."
        })
final class RejoinCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--node-id", paramLabel = "ID", description = "the new id (a random one)")
    private Optional<String> nodeId;

    @Mixin
    private final DirectoryFlags directory = new DirectoryFlags();

    RejoinCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Optional<Settings> settings = directory.judged(err);
        if (settings.isEmpty()) {
            return Main.FAULTY;
        }
        if (nodeId.isPresent() && !nodeId.get().matches("[A-Za-z0-9._-]{1,64}")) {
            err.println("stemedb-node: --node-id takes 1 to 64 letters, digits, dots, dashes and underscores");
            return Main.FAULTY;
        }
        Path place = settings.get().node().dataDir();
        if (!Files.isDirectory(place)) {
            err.println("stemedb-node: " + place + " is no directory; name the node's with --data-dir");
            return Main.FAULTY;
        }
        try (DataDirectory taken = DataDirectory.take(place)) {
            return new RejoinRun(taken.path(), new SecureRandom(), out::println).run(nodeId.orElse(null));
        } catch (StartRefused refused) {
            err.println("stemedb-node: " + refused.getMessage());
            return RepairRun.FAILED;
        }
    }
}
