package io.stemedb.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A network of the test's own: a switch, and for each node a cable to it. Each node sees only its end, so a cut of one
 * link leaves the others. All of it are namespaces that processes hold which end with this one; the machine's own
 * network is not touched. Needs root, {@code ip} and {@code iptables}.
 */
final class Links implements AutoCloseable {
    private static final String NETWORK = "10.77.0.";
    private static final int DETOUR = 1_000;
    private static final Pattern RECEIVED = Pattern.compile("\"rx\":\\{\"bytes\":(\\d+)");

    private final List<Process> holders = new ArrayList<>();
    private final Map<Integer, Door> doors = new HashMap<>();
    private final Path files;

    private Links() throws IOException {
        // The system allows such names only some hundred characters.
        files = Files.createTempDirectory(Path.of("/tmp"), "stemedb-doors-");
    }

    /** A network for so many nodes; skips the test, saying so, where none can be had. */
    static Links of(int nodes, int... ports) throws IOException, InterruptedException {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "NOT TESTED: this machine lends a network to root only, and that is not who runs the tests");
        Links links = new Links();
        try {
            links.build(nodes);
            links.openDoors(nodes, ports);
            return links;
        } catch (IOException e) {
            links.close();
            assumeTrue(false, "NOT TESTED: this machine makes no network for a test: " + e);
            throw e;
        }
    }

    private void build(int nodes) throws IOException, InterruptedException {
        hold();
        String made = "ip link set lo up && ip link add name switch type bridge && ip addr add " + NETWORK
                + "250/24 dev switch && ip link set switch up";
        run(0, made);
        for (int node = 1; node <= nodes; node++) {
            hold();
            run(
                    0,
                    "ip link add name to" + node + " type veth peer name cable netns "
                            + holders.get(node).pid() + " && ip link set to" + node + " master switch up");
            run(
                    node,
                    "ip link set lo up && ip addr add " + host(node) + "/24 dev cable && ip link set cable up"
                            + " && iptables -L INPUT");
        }
    }

    private void hold() throws IOException {
        holders.add(awaited(new ProcessBuilder("unshare", "--net", "sh", "-c", "echo open && cat")));
    }

    private static Process awaited(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        String said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"open".equals(said)) {
            process.destroyForcibly();
            throw new IOException(String.valueOf(said));
        }
        return process;
    }

    private void openDoors(int nodes, int... ports) throws IOException {
        List<String> command = new ArrayList<>(enter(0));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp", classes()));
        command.add(Door.class.getName());
        for (int node = 1; node <= nodes; node++) {
            for (int port : ports) {
                command.addAll(List.of(file(node, port).toString(), host(node), Integer.toString(port)));
            }
        }
        holders.add(awaited(new ProcessBuilder(command)));
        for (int node = 1; node <= nodes; node++) {
            for (int port : ports) {
                doors.put(
                        key(node, port),
                        Door.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                UnixDomainSocketAddress.of(file(node, port))));
            }
        }
    }

    private static String classes() {
        try {
            return Path.of(Door.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(int node, int port) {
        return files.resolve(node + "-" + port);
    }

    private static int key(int node, int port) {
        return node << 16 | port;
    }

    /** Where a node is reached by the others. */
    static String host(int node) {
        return NETWORK + node;
    }

    /** The port of this machine's loopback that leads to a port of a node. */
    int door(int node, int port) {
        try {
            return doors.get(key(node, port)).port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command must begin with to be where a node is. */
    List<String> enter(int node) {
        return List.of("nsenter", "--target", Long.toString(holders.get(node).pid()), "--net");
    }

    /** Nothing passes between the two any more, and neither is told. */
    void cut(int one, int other) throws IOException, InterruptedException {
        run(one, "iptables -A INPUT -s " + host(other) + " -j DROP");
        run(other, "iptables -A INPUT -s " + host(one) + " -j DROP");
    }

    /** Nothing that is sent to or from this port of the node arrives there any more. */
    void block(int node, int port) throws IOException, InterruptedException {
        run(node, "iptables -A INPUT -p tcp --dport " + port + " -j DROP");
        run(node, "iptables -A INPUT -p tcp --sport " + port + " -j DROP");
    }

    /** Of what is sent to the node and by the node so many of a hundred packets are lost. */
    void lose(int node, int percent) throws IOException, InterruptedException {
        String some = " -m statistic --mode random --probability " + percent / 100.0 + " -j DROP";
        run(node, "iptables -A INPUT -i cable" + some + " && iptables -A OUTPUT -o cable" + some);
    }

    /** From now on all new connections to and from this port of a node take a detour, which may be made slow. */
    Slowness detour(int node, int port) throws IOException, InterruptedException {
        List<Process> detours = new ArrayList<>();
        for (int at = 1; at < holders.size() - 1; at++) {
            List<String> command = new ArrayList<>(enter(at));
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp", classes()));
            command.addAll(List.of(Detour.class.getName(), Integer.toString(port + DETOUR), host(at)));
            command.add(Integer.toString(port));
            Process detour = awaited(new ProcessBuilder(command));
            detours.add(detour);
            String from = at == node ? "" : " -s " + host(node);
            run(
                    at,
                    "iptables -t nat -A PREROUTING -p tcp" + from + " --dport " + port + " -j REDIRECT --to-ports "
                            + (port + DETOUR));
        }
        return new Slowness(detours);
    }

    /** How slow the detours of a node are. */
    record Slowness(List<Process> detours) implements AutoCloseable {
        /** So many milliseconds later each byte arrives from now on. */
        void set(int millis) throws IOException {
            for (Process detour : detours) {
                detour.getOutputStream().write((millis + "\n").getBytes(StandardCharsets.US_ASCII));
                detour.getOutputStream().flush();
            }
        }

        @Override
        public void close() throws InterruptedException {
            for (Process detour : detours) {
                detour.destroyForcibly();
                detour.waitFor();
            }
        }
    }

    /** Whether a connection comes about, as nc would try it, which not everyone has. */
    boolean reaches(int one, int other, int port) throws IOException, InterruptedException {
        String connect = "timeout 2 bash -c '</dev/tcp/" + host(other) + "/" + port + "'";
        return run(one, connect + " 2>/dev/null && echo yes || echo no").equals("yes\n");
    }

    /** All links are as they were. */
    void heal() throws IOException, InterruptedException {
        for (int node = 1; node < holders.size() - 1; node++) {
            run(node, "iptables -F");
        }
    }

    /** Bytes that have come over the cable of a node. */
    long received(int node) throws IOException, InterruptedException {
        Matcher bytes = RECEIVED.matcher(run(node, "ip -s -j link show cable"));
        if (!bytes.find()) {
            throw new IOException("the cable does not count");
        }
        return Long.parseLong(bytes.group(1));
    }

    private String run(int node, String commands) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(enter(node));
        command.addAll(List.of("sh", "-c", commands));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(commands + ": " + said);
        }
        return said;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Door door : doors.values()) {
            door.close();
        }
        for (Process holder : holders) {
            holder.destroyForcibly();
            holder.waitFor();
        }
        try (Stream<Path> sockets = Files.list(files)) {
            for (Path socket : sockets.toList()) {
                Files.delete(socket);
            }
        }
        Files.delete(files);
    }
}
