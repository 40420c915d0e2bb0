package io.stemedb.node;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A cluster whose nodes, numbered from 1, are processes, each of which can be harmed without the others. */
final class RealCluster implements AutoCloseable {
    static final int SHARDS = 16;
    static final int API = 18180;
    static final int GATEWAY = 18181;
    static final int RPC = 18182;
    static final int SWIM = 18183;

    private static final int PORTS = 4;
    /** Now and then a server on a busy machine does not start for it; a supervisor would start the node again, too. */
    private static final String RACE = "ConcurrentModificationException";

    private static final Duration ANSWER = Duration.ofSeconds(15);
    /** Nodes that start anew for each fault use little of what the optimising compiler makes. */
    private static final String OPTIONS = "-XX:TieredStopAtLevel=1 -Xmx256m";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final List<Place> places;
    private final Map<Integer, RunningNode> running = new TreeMap<>();
    private final List<String> flags = new ArrayList<>();
    private final List<String> mistyped = new ArrayList<>();
    private final Map<Integer, Path> homes = new TreeMap<>();
    private final Map<Integer, String> names = new TreeMap<>();
    private int seeds;

    /** Where a node is: for other nodes, and for the test. */
    private record Place(String host, int ownPorts, int api, int gateway, List<String> prefix) {
        String seed() {
            return host + ":" + (ownPorts + PORTS - 1);
        }
    }

    private RealCluster(Path folder, List<Place> places, String... flags) {
        this.folder = folder;
        this.places = places;
        this.flags.addAll(List.of(flags));
        seeds = places.size();
    }

    /** Only the first ones are named to each node; the others come later. */
    RealCluster knowing(int nodes) {
        seeds = nodes;
        return this;
    }

    /** From now on nodes are started with one seed more, at which there is nobody. */
    void mistype(String seed) {
        mistyped.add(seed);
    }

    /** From its next start on a node is of the build whose layout is there. */
    void of(Path home, int node) {
        homes.put(node, home);
    }

    /** Nodes that are not started yet, on ports of loopback that nobody uses. */
    static RealCluster onLoopback(Path folder, int nodes, String... flags) throws IOException {
        return onLoopback(folder, java.util.Collections.nCopies(nodes, List.of()), flags);
    }

    /** The same, of which each is started behind a command of its own. */
    static RealCluster onLoopback(Path folder, List<List<String>> prefixes, String... flags) throws IOException {
        List<Place> places = new ArrayList<>();
        for (List<String> prefix : prefixes) {
            int first = FreePorts.inARow(PORTS);
            places.add(new Place("127.0.0.1", first, first, first + 1, prefix));
        }
        return new RealCluster(folder, places, flags);
    }

    /** Nodes that are not started yet, each at its own end of a network. */
    static RealCluster on(Links links, Path folder, int nodes, String... flags) {
        return on(links, Map.of(), folder, nodes, flags);
    }

    /** The same, of which some see disks of their own. */
    static RealCluster on(Links links, Map<Integer, OwnDisk> disks, Path folder, int nodes, String... flags) {
        List<Place> places = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            List<String> prefix = new ArrayList<>(links.enter(node));
            if (disks.containsKey(node)) {
                prefix.addAll(disks.get(node).enter());
            }
            places.add(new Place(Links.host(node), API, links.door(node, API), links.door(node, GATEWAY), prefix));
        }
        return new RealCluster(folder, places, flags);
    }

    int size() {
        return places.size();
    }

    List<Integer> all() {
        return IntStream.rangeClosed(1, size()).boxed().toList();
    }

    List<Integer> running() {
        return List.copyOf(running.keySet());
    }

    static String id(int node) {
        return "node" + node;
    }

    /** The disk of all nodes, unless a test gives one of them its own. */
    Path folder() {
        return folder;
    }

    Path folder(int node) {
        return folder.resolve(id(node));
    }

    Path data(int node) {
        return folder(node).resolve("data");
    }

    /** Begins the start of a node. */
    RunningNode begin(int node) throws IOException {
        return begin(node, Map.of());
    }

    void called(int node, String id) {
        names.put(node, id);
    }

    /** The same node outside of any cluster, as it may have been before there was one. */
    void startSingle(int node) throws IOException {
        begin(node, Map.of("STEMEDB_CLUSTER_ENABLED", "false", "STEMEDB_REPLICATION_FACTOR", "1"))
                .awaitReady();
    }

    /** Begins the start of a node whose clock is wrong, so many minutes ahead. */
    RunningNode beginAhead(int node, int minutes, Path preloaded) throws IOException {
        return begin(
                node,
                Map.of(
                        "LD_PRELOAD",
                        preloaded.toString(),
                        "FAKETIME",
                        "+" + minutes + "m",
                        // What is measured, and not told by the clock, stays as it is.
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0"));
    }

    private RunningNode begin(int node, Map<String, String> more) throws IOException {
        Place place = places.get(node - 1);
        int first = place.ownPorts();
        List<String> command = new ArrayList<>(
                List.of("--data-dir", data(node).toString(), "--node-id", names.getOrDefault(node, id(node))));
        command.addAll(List.of("--bind", place.host(), "--http-port", Integer.toString(first)));
        command.addAll(List.of("--rpc-port", Integer.toString(first + 2), "--swim-port", Integer.toString(first + 3)));
        command.addAll(List.of("--shards", Integer.toString(SHARDS), "--cluster-name", "faults"));
        command.addAll(List.of("--seed-nodes", String.join(",", seedsOf(place))));
        command.addAll(flags);
        Map<String, String> environment = new TreeMap<>(Map.of(
                "STEMEDB_JAVA_OPTS", OPTIONS, "STEMEDB_CLUSTER_ENABLED", "true", "STEMEDB_SECURITY_MODE", "open"));
        environment.put(
                "STEMEDB_HOME", homes.getOrDefault(node, Installation.home()).toString());
        environment.putAll(more);
        RunningNode started = RunningNode.startAt(first, first + 1, environment, place.prefix(), folder(node), command);
        running.put(node, started);
        return started;
    }

    private List<String> seedsOf(Place place) {
        List<String> all = new ArrayList<>(mistyped);
        places.stream()
                .limit(seeds)
                .filter(each -> !each.equals(place))
                .map(Place::seed)
                .forEach(all::add);
        return all;
    }

    /** Starts these nodes at once and waits until all of them serve. */
    RealCluster start(List<Integer> nodes) throws IOException {
        for (int node : nodes) {
            begin(node);
        }
        for (int node : nodes) {
            awaitReady(node);
        }
        return this;
    }

    /** Waits until a node that has begun serves; what the server's own race has ended is begun again. */
    void awaitReady(int node) throws IOException {
        try {
            running.get(node).awaitReady();
        } catch (AssertionError ended) {
            if (!String.valueOf(ended.getMessage()).contains(RACE)) {
                throw ended;
            }
            System.out.println(id(node) + " did not start (" + RACE + " in the server) and is started again");
            begin(node).awaitReady();
        }
    }

    void start(int node) throws IOException {
        start(List.of(node));
    }

    RunningNode node(int node) {
        return running.get(node);
    }

    void kill(List<Integer> nodes) throws InterruptedException {
        for (int node : nodes) {
            running.get(node).kill();
        }
        for (int node : nodes) {
            running.remove(node).awaitEnd();
        }
    }

    void kill(int node) throws InterruptedException {
        kill(List.of(node));
    }

    /** Stops a node as an operator would. */
    void stop(int node) throws InterruptedException {
        running.get(node).terminate();
        running.remove(node).awaitEnd();
    }

    /** The node does nothing any more until it is told to go on; its connections stay. */
    void pause(int node) throws IOException, InterruptedException {
        signal(node, "STOP");
    }

    void goOn(int node) throws IOException, InterruptedException {
        signal(node, "CONT");
    }

    private void signal(int node, String signal) throws IOException, InterruptedException {
        String pid = Long.toString(running.get(node).pid());
        if (new ProcessBuilder("kill", "-" + signal, pid).start().waitFor() != 0) {
            throw new IOException("no SIG" + signal + " to process " + pid);
        }
    }

    /** All that a stopped node has is gone. */
    void wipe(int node) throws IOException {
        try (Stream<Path> files = Files.walk(data(node))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    HttpResponse<String> post(int node, String path, String body, Duration patience)
            throws IOException, InterruptedException {
        return client.send(
                request(places.get(node - 1).api(), path, patience)
                        .header(
                                "Content-Type",
                                path.startsWith("/v1/assertions") ? "application/x-ndjson" : "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> put(int node, String path, String body) throws IOException, InterruptedException {
        return client.send(
                request(places.get(node - 1).api(), path, ANSWER)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A call of an operator. */
    HttpResponse<String> order(int node, String path, String body) throws IOException, InterruptedException {
        return client.send(
                request(places.get(node - 1).gateway(), path, ANSWER)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Wants a task to end. */
    HttpResponse<String> abort(int node, String task) throws IOException, InterruptedException {
        return client.send(
                request(places.get(node - 1).gateway(), "/admin/tasks/" + task, ANSWER)
                        .DELETE()
                        .build(),
                BodyHandlers.ofString());
    }

    int apiPort(int node) {
        return places.get(node - 1).api();
    }

    int gatewayPort(int node) {
        return places.get(node - 1).gateway();
    }

    String api(int node, String path) throws IOException, InterruptedException {
        return get(places.get(node - 1).api(), path);
    }

    String gateway(int node, String path) throws IOException, InterruptedException {
        return get(places.get(node - 1).gateway(), path);
    }

    private String get(int port, String path) throws IOException, InterruptedException {
        return client.send(request(port, path, ANSWER).build(), BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest.Builder request(int port, String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(patience);
    }

    /** Which nodes are to keep which shard, the leader first, as a node knows it. */
    Map<String, List<String>> holders(int node) throws IOException, InterruptedException {
        Map<String, List<String>> holders = new TreeMap<>();
        for (JsonNode shard :
                new ObjectMapper().readTree(gateway(node, "/cluster/shards")).get("shards")) {
            List<String> replicas = new ArrayList<>();
            shard.get("replicas")
                    .forEach(replica -> replicas.add(replica.get("node_id").asText()));
            holders.put(shard.get("id").asText(), replicas);
        }
        return holders;
    }

    /** Every node that runs sees all as well as it can be. */
    RealCluster awaitHealthy() {
        for (int node : running.keySet()) {
            try {
                awaitHealth(node, "\"status\":\"healthy\"");
            } catch (ConditionTimeoutException late) {
                throw new AssertionError(late.getMessage() + logged(), late);
            }
        }
        return this;
    }

    /** What all nodes that run have logged last. */
    private String logged() {
        StringBuilder all = new StringBuilder();
        for (RunningNode node : running.values()) {
            try {
                all.append('\n').append(node.logged());
            } catch (IOException | UncheckedIOException unread) {
                all.append('\n').append(unread);
            }
        }
        return all.toString();
    }

    /** Waits until what a node says of the cluster's health contains some words. */
    void awaitHealth(int node, String words) {
        await(id(node) + " says " + words)
                .atMost(RunningNode.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> gateway(node, "/cluster/health"), health -> health.contains(words));
    }

    @Override
    public void close() throws InterruptedException {
        kill(running());
    }
}
