package io.stemedb.node;

import io.stemedb.engine.OptionsOf;
import io.stemedb.offline.BackupRun;
import io.stemedb.settings.NodeSettings;
import io.stemedb.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code stemedb-node backup}: has a running node take a backup, or takes one of a stopped node itself. */
@Command(
        name = "backup",
        description = "Takes a backup of a node, running or stopped, or of a running cluster.",
        sortOptions = false,
        footer = {
            "",
            "Each backup gets a folder of its own in DIR and "
                    + "shares with earlier ones what they have. On the disk of the data",
            "directory runs are hard links: these protect neither from a lost disk nor from a flipped byte. Use "
                    + "--copy, or copy",
            "DIR to another machine.",
            "For a cluster, any node can be asked. Each node writes into DIR/<its id> on its own machine, and the node "
                    + "that is",
            "asked writes DIR/cluster-TIME.json, which names all of them and says whether they hold everything.",
            "If the nodes ask for tokens, STEMEDB_TOKEN or STEMEDB_TOKEN_FILE has one of an operator.",
            "Exit codes: 0 done, 1 failed, or not complete without --force, 2 wrong flags or configuration."
        })
final class BackupCommand implements Callable<Integer> {
    private static final String LINKS = "hard links";
    private static final String NOT_COMPLETE = " nodes, not complete";
    private static final String NODE = "node";
    private static final String CLUSTER = "cluster";

    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "folder for the backups")
    private Path to;

    @Option(names = "--copy", description = "copy runs even if a hard link is possible")
    private boolean copy;

    @Option(
            names = "--scope",
            paramLabel = "node|cluster",
            description = "what to back up: the node that is asked, or all nodes of its cluster (node)")
    private String scope = NODE;

    @Option(
            names = "--force",
            description = "with --scope cluster: go on without nodes that cannot take part; what only these have is "
                    + "missing then")
    private boolean force;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description =
                    "gateway of the running node; without it that of the configuration, if a node uses the directory")
    private Optional<URI> gateway;

    @Mixin
    private final DirectoryFlags directory = new DirectoryFlags();

    BackupCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<String> fault = fault();
        if (fault.isPresent()) {
            err.println("stemedb-node: " + fault.get());
            return Main.FAULTY;
        }
        Path target = to.toAbsolutePath().normalize();
        if (gateway.isPresent() && !directory.namesDirectory()) {
            return over(gateway.get(), target, null);
        }
        Optional<Settings> settings = directory.judged(err);
        if (settings.isEmpty()) {
            return Main.FAULTY;
        }
        return ofDirectory(settings.get(), target);
    }

    /** What is wrong with the flags, if something is. */
    private Optional<String> fault() {
        if (!scope.equals(NODE) && !scope.equals(CLUSTER)) {
            return Optional.of("--scope is node or cluster, not " + scope);
        }
        return force && scope.equals(NODE) ? Optional.of("--force is for --scope cluster only") : Optional.empty();
    }

    private int ofDirectory(Settings settings, Path target) throws InterruptedException {
        NodeSettings node = settings.node();
        if (!Files.exists(node.dataDir().resolve("identity.json"))) {
            err.println("stemedb-node: " + node.dataDir() + " is no data directory; name the node's with --data-dir");
            return Main.FAULTY;
        }
        if (gateway.isPresent() || DataDirectory.isInUse(node.dataDir())) {
            URI configured = URI.create("http://" + node.localAddress() + ":" + node.gatewayPort());
            return over(gateway.orElse(configured), target, node.dataDir());
        }
        if (scope.equals(CLUSTER)) {
            err.println("stemedb-node: no node runs on " + node.dataDir() + ", and only running nodes take a backup of "
                    + "their cluster; start it, or name the gateway of another one with --gateway http://HOST:PORT");
            return BackupRun.FAILED;
        }
        return stopped(settings, target);
    }

    private int stopped(Settings settings, Path target) {
        try (DataDirectory taken = DataDirectory.take(settings.node().dataDir())) {
            return new BackupRun(new SecureRandom(), this::say)
                    .take(new OptionsOf(settings).stopped(taken.path()), target, copy);
        } catch (StartRefused refused) {
            err.println("stemedb-node: " + refused.getMessage());
            return BackupRun.FAILED;
        }
    }

    /** @param dataDir the directory that is meant, or null: any node may answer on the configured port */
    private int over(URI of, Path target, Path dataDir) throws InterruptedException {
        try {
            Gateway.Wish wish = new Gateway.Wish(target, copy, scope, force);
            String end = new Gateway(of, Credential.of(System.getenv()), this::say)
                    .backup(wish, dataDir == null ? null : BackupRun.storeOf(dataDir));
            // A script at night looks at nothing else than the code.
            return end.contains(NOT_COMPLETE) && !force ? BackupRun.FAILED : BackupRun.DONE;
        } catch (IOException unreadable) {
            err.println("stemedb-node: " + unreadable.getMessage());
            return BackupRun.FAILED;
        } catch (StartRefused refused) {
            err.println("stemedb-node: " + whyAsked(dataDir) + refused.getMessage());
            return BackupRun.FAILED;
        }
    }

    /** Explains why a running node was asked at all, if the reason is that the lock could not be looked at. */
    private String whyAsked(Path dataDir) {
        Optional<String> obstacle =
                dataDir == null || gateway.isPresent() ? Optional.empty() : DataDirectory.obstacle(dataDir);
        return obstacle.map(why -> why + "; that is needed unless a node runs on it, and ")
                .orElse("");
    }

    private void say(String line) {
        out.println(line);
        if (line.contains(LINKS)) {
            out.println("that protects neither from a lost disk nor from a flipped byte: use --copy on another disk, "
                    + "or copy "
                    + to + " to another machine");
        }
    }
}
