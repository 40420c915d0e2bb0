package io.stemedb.admin;

import io.stemedb.admin.command.Asking;
import io.stemedb.admin.command.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs commands against an answer of its own. The build starts it once and notes which classes it loads: kept
 * in a file,
 * they are there at once when a command starts (see the script). A command that is missing here only starts slower.
 */
public final class Rehearsal {
    private static final String ANSWER = """
            {"status": "healthy", "quorum": true, "failure_tolerance": 1, "reasons": [], "under_replicated": [],
            "leaderless": [], "cluster_name": "c", "node_count": 1, "shard_count": 2, "factor": 1, "meta_version": 1,
            "plan": ["a"], "refusals": [],
            "nodes": [{"id": "n", "state": "Alive", "shards_leader": ["shard_0", "shard_1"], "shards_follower": [],
                "disk_free_bytes": 5000000, "uptime_seconds": 5000}],
            "members": [{"id": "n", "status": "UP", "state": "Alive"}],
            "shards": [{"id": "shard_0", "leader_node": "n", "rebalance_status": "idle", "replicas":
                [{"node_id": "n", "role": "leader", "state": "filled", "size_bytes": 1, "lag_seconds": 0.1}]}],
            "tasks": [{"task_id": "t", "kind": "scrub", "state": "succeeded", "progress": 0.5}],
            "id": "n", "state": "succeeded", "task_id": "t", "kind": "scrub", "progress": 1,
            "results": [], "children": [], "complete": true}
            """;

    private static final List<String> LINES = List.of(
            "cluster health",
            "cluster health --output json",
            "cluster status --output yaml",
            "cluster members --output csv",
            "node list",
            "node list --output wide",
            "node n info",
            "node n shards --leader",
            "node n drain --dry-run",
            "node n drain --yes --wait",
            "shard list --moving",
            "shard 0 info",
            "shard 0 replicas",
            "task list",
            "task t show",
            "assert a p 1 --source s",
            "query a p",
            "history a p",
            "contradictions a",
            "concepts a",
            "version",
            "node list --help",
            "no such command");

    private Rehearsal() {}

    public static void main(String[] none) throws IOException {
        Surroundings real = Main.surroundings(System.getenv(), "");
        real.pause().now();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server), "rehearsal");
            answering.setDaemon(true);
            answering.start();
            for (String line : LINES) {
                Run.of(Arrays.asList(line.split(" ")), around("http://127.0.0.1:" + server.getLocalPort()));
            }
        }
    }

    private static Surroundings around(String gateway) {
        Map<String, String> environment = Map.of("STEMEDB_GATEWAY", gateway, "HOME", "/nonexistent");
        OutputStream nowhere = OutputStream.nullOutputStream();
        return new Surroundings(
                environment,
                "C.UTF-8",
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                true,
                false,
                new Nobody(),
                new NoPause());
    }

    private static void answer(ServerSocket server) {
        byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                readRequest(socket.getInputStream());
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Up to the end of its head and of its body, else closing the socket would break the connection. */
    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                break;
            }
        }
        String name = "Content-Length: ";
        int at = head.indexOf(name);
        if (at >= 0) {
            int end = head.indexOf("\r", at);
            in.readNBytes(Integer.parseInt(head.substring(at + name.length(), end)));
        }
    }

    private static final class Nobody implements Asking {
        @Override
        public boolean canAsk() {
            return false;
        }

        @Override
        public String answer() {
            return null;
        }
    }

    private static final class NoPause implements Pause {
        @Override
        public void of(Duration length) {
            // nothing is waited for here
        }

        @Override
        public Duration now() {
            return Duration.ZERO;
        }
    }
}
