package io.stemedb.node;

import io.stemedb.node.Configuration.Given;
import io.stemedb.settings.Key;
import io.stemedb.settings.NodeSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * The command {@code stemedb-node}. Exit codes: 0 stopped as asked, 1 could not start or not stop in order, 2 wrong
 * flags or configuration.
 */
@Command(
        name = "stemedb-node",
        description = "Runs one StemeDB node until it is stopped with Ctrl-C or SIGTERM.",
        sortOptions = false,
        footer = {
            "",
            "Flags beat the environment (STEMEDB_HTTP_PORT, STEMEDB_JOURNAL_RETAIN, ...), which beats the file.",
            "Exit codes: 0 stopped as asked, 1 could not start or not stop in order, 2 wrong flags or configuration.",
            "Also: stemedb-node backup|verify|restore|repair|rejoin|token --help"
        })
public final class Main implements Callable<Integer> {
    private static final int COULD_NOT_START = 1;
    static final int FAULTY = 2;

    private final Map<Key, Given> flags = new EnumMap<>(Key.class);

    // The server replaces System.out by a stream into its log.
    private final PrintStream out = stream(FileDescriptor.out);
    private final PrintStream err = stream(FileDescriptor.err);

    @Option(names = "--config", paramLabel = "FILE", description = "TOML file with settings")
    private Optional<Path> config;

    @Option(names = "--check-config", description = "print the configuration or everything wrong with it, and end")
    private boolean checkConfig;

    @Option(names = "--sample", description = "load the sample about countries once the node is ready")
    private boolean sample;

    @Option(names = "--default-data-dir", hidden = true, description = "the data directory without --data-dir")
    private Optional<String> defaultDataDir;

    @Option(names = "--rehearse", hidden = true, description = "end as soon as the node is ready")
    private boolean rehearse;

    @Option(names = "--version", description = "print the version and end")
    private boolean version;

    @SuppressWarnings("UnusedVariable") // picocli writes it, and acts on it itself
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this and end")
    private boolean help;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the folder of everything that the node keeps (./data; with ./run, data beside it)")
    void dataDir(String text) {
        flag(Key.DATA_DIR, text, "--data-dir");
    }

    @Option(names = "--http-port", paramLabel = "PORT", description = "API (18180)")
    void httpPort(String text) {
        flag(Key.HTTP_PORT, text, "--http-port");
    }

    @Option(names = "--gateway-port", paramLabel = "PORT", description = "gateway (18181)")
    void gatewayPort(String text) {
        flag(Key.GATEWAY_PORT, text, "--gateway-port");
    }

    @Option(names = "--rpc-port", paramLabel = "PORT", description = "replication between nodes (18182)")
    void rpcPort(String text) {
        flag(Key.RPC_PORT, text, "--rpc-port");
    }

    @Option(names = "--swim-port", paramLabel = "PORT", description = "membership between nodes (18183)")
    void swimPort(String text) {
        flag(Key.SWIM_PORT, text, "--swim-port");
    }

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "address to listen on, beside loopback (127.0.0.1)")
    void bind(String text) {
        flag(Key.BIND, text, "--bind");
    }

    @Option(names = "--node-id", paramLabel = "ID", description = "name for a new data directory's node (random)")
    void nodeId(String text) {
        flag(Key.NODE_ID, text, "--node-id");
    }

    @Option(
            names = "--seed-nodes",
            paramLabel = "LIST",
            description = "other nodes as host:port of their membership, separated by commas")
    void seedNodes(String text) {
        flag(Key.CLUSTER_SEEDS, text, "--seed-nodes");
    }

    @Option(names = "--cluster-name", paramLabel = "NAME", description = "name all nodes of a cluster share (stemedb)")
    void clusterName(String text) {
        flag(Key.CLUSTER_NAME, text, "--cluster-name");
    }

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "copies of each assertion in a new cluster (2 if there are seeds, else 1)")
    void replicationFactor(String text) {
        flag(Key.REPLICATION_FACTOR, text, "--replication-factor");
    }

    @Option(names = "--shards", paramLabel = "N", description = "shards of a new data directory, a power of two (64)")
    void shards(String text) {
        flag(Key.CLUSTER_SHARDS, text, "--shards");
    }

    public static void main(String[] args) {
        // The server and the log know no other way to leave out the language, and the digits, of whoever starts a node.
        Locale.setDefault(Locale.ROOT);
        Optional<String> misread = misread(args);
        if (misread.isPresent()) {
            stream(FileDescriptor.err).println("stemedb-node: " + misread.get());
            System.exit(FAULTY);
        }
        int code = new CommandLine(new Main())
                .addSubcommand(new BackupCommand(stream(FileDescriptor.out), stream(FileDescriptor.err)))
                .addSubcommand(new VerifyCommand(stream(FileDescriptor.out)))
                .addSubcommand(new RestoreCommand(stream(FileDescriptor.out), stream(FileDescriptor.err)))
                .addSubcommand(new RepairCommand(stream(FileDescriptor.out), stream(FileDescriptor.err)))
                .addSubcommand(new RejoinCommand(stream(FileDescriptor.out), stream(FileDescriptor.err)))
                .addSubcommand(new TokenCommand(stream(FileDescriptor.out), stream(FileDescriptor.err)))
                .addSubcommand(new FirstLook(stream(FileDescriptor.out), stream(FileDescriptor.err)))
                .setParameterExceptionHandler(new WrongFlags())
                // A folder's name may begin with @, which is no file of flags here.
                .setExpandAtFiles(false)
                .setExecutionStrategy(Main::run)
                .execute(args);
        // The server's own shutdown hook would write to the console that there is nothing left for it to do.
        System.setErr(stream(new FileDescriptor()));
        // It also leaves threads behind that would keep the process.
        System.exit(code);
    }

    /** Java replaces what is no text in the encoding of file names, and would make or read a file of another name. */
    private static Optional<String> misread(String... args) {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        return Stream.of(args)
                .filter(word -> word.indexOf('\uFFFD') >= 0)
                .findFirst()
                .map(word -> encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name())
                        ? "\"" + word + "\" is not UTF-8; rename it, or name a symbolic link to it"
                        : "\"" + word + "\" cannot be spelled in the locale of this process; set LC_ALL=C.UTF-8");
    }

    private static int run(ParseResult parsed) {
        if (parsed.hasSubcommand()) {
            ConsoleLog.takeOver();
        }
        return new RunLast().execute(parsed);
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (version) {
            out.println("stemedb-node " + Layout.version());
            return 0;
        }
        if (rehearse) {
            // A build must not care what else runs on the machine.
            httpPort(Integer.toString(Ports.free()));
            gatewayPort(Integer.toString(Ports.free()));
        }
        Configuration configuration = new Configuration(
                flags,
                // A build must not care how a node is to run later.
                rehearse ? Map.of() : System.getenv(),
                // A checkout is no installation.
                rehearse || defaultDataDir.isPresent() ? config.stream().toList() : ConfigFile.named(config),
                defaultDataDir.map(text -> Map.of(Key.DATA_DIR, text)).orElse(Map.of()));
        configuration.warnings().forEach(warning -> err.println("stemedb-node: warning: " + warning));
        if (!configuration.faults().isEmpty()) {
            configuration.faults().forEach(fault -> err.println("stemedb-node: " + fault));
            return FAULTY;
        }
        if (checkConfig) {
            configuration.print(out);
            return 0;
        }
        return run(configuration);
    }

    private int run(Configuration configuration) throws InterruptedException {
        Layout layout = Layout.found();
        StopSignal stop = StopSignal.listen(err);
        try {
            NodeSettings node = configuration.settings().node();
            if (DataDirectory.isNew(node.dataDir())) {
                // A start that cannot succeed makes no directory. One that is there may belong to a node that holds the
                // ports.
                Ports.refuseTaken(configuration.settings());
            }
            new NodeProcess(configuration, layout, out).run(stop, (api, console, credential) -> {
                if (sample) {
                    out.println(Sample.load(layout.sample(), api, credential));
                }
                if (rehearse) {
                    Rehearsal.open(console);
                    stop.give();
                }
            });
            return 0;
        } catch (StartRefused refused) {
            err.println("stemedb-node: " + refused.getMessage());
            return COULD_NOT_START;
        }
    }

    private void flag(Key key, String text, String flag) {
        flags.put(key, new Given(text, "flag " + flag));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
