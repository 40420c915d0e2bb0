package io.stemedb.node;

import io.stemedb.node.edge.Edge;
import io.stemedb.node.edge.EdgeSettings;
import io.stemedb.settings.NodeSettings;
import io.stemedb.settings.SecuritySettings;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One node from its start to its end. */
final class NodeProcess {
    /** How long a stopping node waits for the answers it owes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** As long as it is set, the application tells others than its launcher that it is starting. */
    private static final String TRIED = "stemedb.node.tried";

    private final Configuration configuration;
    private final Layout layout;
    private final PrintStream out;

    NodeProcess(Configuration configuration, Layout layout, PrintStream out) {
        this.configuration = configuration;
        this.layout = layout;
        this.out = out;
    }

    /** What to do once the node answers. */
    interface WhenReady {
        void run(URI api, URI console, Credential credential) throws StartRefused;
    }

    /** Runs until {@code stop}; refuses before anything is touched if it can. */
    void run(StopSignal stop, WhenReady whenReady) throws StartRefused, InterruptedException {
        long begun = System.nanoTime();
        NodeSettings node = configuration.settings().node();
        layout.refuseIncomplete();
        try (DataDirectory data = DataDirectory.take(node.dataDir())) {
            Ports.refuseTaken(configuration.settings());
            try (ServerDirectory directory = ServerDirectory.make(data.path(), layout, node)) {
                directory
                        .forLackOfRoom()
                        .ifPresent(place -> out.println("stemedb-node: warning: hardly any room is left in "
                                + data.path() + "; the server works in " + place));
                handOver(node);
                serve(directory, node, begun, stop, whenReady);
            }
        }
        out.println("StemeDB has stopped");
    }

    private void serve(ServerDirectory directory, NodeSettings node, long begun, StopSignal stop, WhenReady whenReady)
            throws StartRefused, InterruptedException {
        Descriptors descriptors = Descriptors.ofThisProcess();
        int wanted = configuration.settings().limits().connections();
        int connections = Math.min(wanted, Edge.mostConnections(descriptors.forConnections()));
        Edge edge = Edge.raise(EdgeSettings.of(node, onlyLocal(node), connections, Layout.version()));
        List<Probe> probes = Probe.ofThisStart(node);
        Credential credential = Credential.ofLauncher();
        Server server = Server.start(layout, directory);
        try {
            letIn(server, edge, node);
            for (Probe probe : probes) {
                probe.awaitReady(stop::isGiven);
            }
            if (!stop.isGiven()) {
                FirstCalls.make(node, stop::isGiven, credential).ifPresent(this::warn);
                System.clearProperty(TRIED);
            }
            if (connections < wanted) {
                warn(descriptors.tooFew(wanted, connections));
            }
            if (!stop.isGiven()) {
                announce(node, System.nanoTime() - begun);
                whenReady.run(api(node), console(node), credential);
                Credential.forget();
                stop.await();
            }
            out.println("StemeDB is stopping");
        } finally {
            edge.close(PATIENCE);
            server.stop();
        }
    }

    private static void letIn(Server server, Edge edge, NodeSettings node) throws StartRefused {
        if (!server.holdsAnApplication()) {
            throw new StartRefused("the application did not come up: "
                    + ConsoleLog.firstFailure().orElse("the server refused it without a reason"));
        }
        if (edge.listeners() != Listeners.of(node).listeners().size()) {
            throw new StartRefused("the server has opened its ports without the edge of StemeDB in front of them");
        }
        edge.open();
    }

    private void warn(String warning) {
        out.println("stemedb-node: warning: " + warning);
        System.getLogger(NodeProcess.class.getName()).log(System.Logger.Level.WARNING, warning);
    }

    private boolean onlyLocal(NodeSettings node) {
        return node.onLoopbackOnly() && configuration.settings().security().mode() == SecuritySettings.Mode.SECURE;
    }

    /** The application reads its settings from the system properties. */
    private void handOver(NodeSettings node) {
        configuration.effective().forEach((key, text) -> {
            if (!text.isEmpty()) {
                System.setProperty(key.fullName(), text);
            }
        });
        System.setProperty("stemedb.node.data_dir", node.dataDir().toString());
        System.setProperty("stemedb.node.held_by_launcher", "true");
        System.setProperty(TRIED, "true");
    }

    private void announce(NodeSettings node, long nanos) {
        URI api = api(node);
        URI gateway = gateway(node);
        out.printf(
                Locale.ROOT,
                "StemeDB %s is ready after %.1f s (pid %d, data in %s)%n",
                Layout.version(),
                nanos / 1e9,
                ProcessHandle.current().pid(),
                node.dataDir());
        out.println("  API      " + api);
        out.println("  OpenAPI  " + api + "/openapi");
        out.println("  gateway  " + gateway);
        out.println("  console  " + console(node));
        if (!node.onLoopbackOnly()) {
            boolean open = configuration.settings().security().mode() == SecuritySettings.Mode.OPEN;
            out.println(
                    open
                            ? "  open to everyone who reaches " + node.bind() + " (security.mode = open)"
                            : "  everyone who reaches " + node.bind() + " needs a token");
        }
        out.println("Try:  curl -s " + api + "/v1/query -H 'Content-Type: application/json' -d '{\"concept_path\":"
                + "\"geo/country/BI\",\"predicate\":\"capital\",\"lens\":\"consensus\",\"explain\":true}'");
    }

    private static URI gateway(NodeSettings node) {
        return URI.create("http://" + node.localAddress() + ":" + node.gatewayPort());
    }

    private static URI console(NodeSettings node) {
        return gateway(node).resolve("/console/");
    }

    private static URI api(NodeSettings node) {
        return URI.create("http://" + node.localAddress() + ":" + node.httpPort());
    }
}
