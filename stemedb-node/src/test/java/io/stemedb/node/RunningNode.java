package io.stemedb.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A node as an operator has it: a process, started by the command, on ports that nobody else uses. */
final class RunningNode implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final int LOGGED = 8_000;

    final int httpPort;
    final int gatewayPort;
    private final Process process;
    private final Path output;

    private RunningNode(Path home, Path folder, List<String> prefix, List<String> flags) throws IOException {
        this(Map.of("STEMEDB_HOME", home.toString()), folder, prefix, flags);
    }

    private RunningNode(Map<String, String> environment, Path folder, List<String> prefix, List<String> flags)
            throws IOException {
        this(environment, folder, prefix, flags, Ports.free(), Ports.free());
    }

    private RunningNode(
            Map<String, String> environment,
            Path folder,
            List<String> prefix,
            List<String> flags,
            int httpPort,
            int gatewayPort)
            throws IOException {
        this.httpPort = httpPort;
        this.gatewayPort = gatewayPort;
        output = folder.resolve("console.txt");
        List<String> command = new ArrayList<>(prefix);
        command.add(System.getProperty("stemedb.command"));
        command.addAll(flags);
        if (!flags.contains("--http-port")) {
            command.addAll(List.of("--http-port", Integer.toString(httpPort)));
        }
        command.addAll(List.of("--gateway-port", Integer.toString(gatewayPort)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEMEDB_"));
        builder.environment().put("STEMEDB_HOME", Installation.home().toString());
        builder.environment().put("STEMEDB_CONFIG_DIR", "/nowhere");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("STEMEDB_JAVA_OPTS", "-Xmx256m");
        builder.environment().putAll(environment);
        process = builder.start();
    }

    static RunningNode start(Path folder, String... flags) throws IOException {
        return new RunningNode(Installation.home(), Files.createDirectories(folder), List.of(), List.of(flags));
    }

    /** A node to which a disk of the test's own is mounted. */
    static RunningNode startOn(OwnDisk disk, Path folder, String... flags) throws IOException {
        return new RunningNode(Installation.home(), Files.createDirectories(folder), disk.enter(), List.of(flags));
    }

    /** A node with variables of the environment beside or instead of those that every node here has. */
    static RunningNode startWith(Map<String, String> environment, Path folder, String... flags) throws IOException {
        return new RunningNode(environment, Files.createDirectories(folder), List.of(), List.of(flags));
    }

    /** A node whose command is started by another one. */
    static RunningNode startBehind(List<String> prefix, Path folder, String... flags) throws IOException {
        return new RunningNode(Map.of(), Files.createDirectories(folder), prefix, List.of(flags));
    }

    /** A node that has the ports it had before. */
    static RunningNode startAt(
            int httpPort,
            int gatewayPort,
            Map<String, String> environment,
            List<String> prefix,
            Path folder,
            List<String> flags)
            throws IOException {
        return new RunningNode(environment, Files.createDirectories(folder), prefix, flags, httpPort, gatewayPort);
    }

    static RunningNode startFrom(Path home, Path folder, String... flags) throws IOException {
        return new RunningNode(home, Files.createDirectories(folder), List.of(), List.of(flags));
    }

    RunningNode awaitReady() {
        Awaitility.await("a ready node").atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the node ended with " + process.exitValue() + ": " + console() + logged());
            }
            // The last of what it announces, and all of that line.
            String console = console();
            return console.contains("\nTry:") && console.endsWith("\n");
        });
        return this;
    }

    /** The exit code, once there is one. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the node goes on: " + console());
        }
        return process.exitValue();
    }

    String console() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The end of each log below the folder: what a server that did not start has to say is nowhere else. A node that
     * starts takes away what its last start left: what goes meanwhile is passed over.
     */
    String logged() throws IOException {
        List<Path> logs = new ArrayList<>();
        Files.walkFileTree(output.getParent(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".log")) {
                    logs.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        StringBuilder all = new StringBuilder();
        for (Path log : logs.stream().sorted().toList()) {
            try {
                String text = Files.readString(log);
                all.append("\n").append(log).append(":\n").append(text.substring(Math.max(0, text.length() - LOGGED)));
            } catch (NoSuchFileException gone) {
                all.append("\n").append(log).append(" is gone");
            }
        }
        return all.toString();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                        .timeout(PATIENCE)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        process.waitFor();
    }
}
