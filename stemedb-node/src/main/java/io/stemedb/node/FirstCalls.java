package io.stemedb.node;

import io.stemedb.settings.NodeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One call of each kind, before the node is called ready: what a refusal needs is loaded when the first one is made,
 * and a server that could not load it just then, for want of memory or descriptors, would never be able to refuse
 * again. None of them writes.
 */
final class FirstCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAUSE_MILLIS = 100;
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    /** A call, of which only matters that it is answered. */
    record Call(String method, String path, String accept, String type, String body) {
        static Call get(String path) {
            return new Call("GET", path, "*/*", null, null);
        }

        static Call post(String path, String type, String body) {
            return new Call("POST", path, "*/*", type, body);
        }
    }

    private static final List<Call> OF_THE_API = List.of(
            Call.post("/v1/assert", JSON, "{\"x\""),
            Call.post("/v1/assert", "text/plain", "x"),
            Call.post("/v1/assertions?dry_run=true", LINES, "x"),
            Call.post("/v1/retract", JSON, "{}"),
            Call.post("/v1/query", JSON, "{\"concept_path\":\"a\",\"predicate\":\"b\",\"lens\":\"x\"}"),
            Call.post("/v1/query/batch", LINES, "x"),
            Call.get("/v1/history?concept_path=a"),
            Call.get("/v1/assertions/x"),
            Call.get("/v1/concepts?x=1"),
            Call.get("/v1/contradictions?x=1"),
            Call.get("/v1/export?x=1"),
            Call.get("/v1/changes?after=x"),
            Call.get("/v1/nothing"),
            Call.get("/nothing"),
            Call.get("/openapi?format=x"),
            Call.get("/metrics"),
            Call.get("/health"),
            new Call("GET", "/v1/sources", "text/html", null, null),
            new Call("PUT", "/v1/sources/x", "*/*", JSON, "{\"x\""),
            new Call("DELETE", "/v1/assert", "*/*", null, null),
            new Call("DELETE", "/v1/sources", "*/*", null, null));

    private static final List<Call> OF_THE_GATEWAY = List.of(
            Call.post("/admin/backup", JSON, "{}"),
            Call.post("/cluster/sync", JSON, "{\"force\":true,\"preview\":true}"),
            Call.post("/admin/cluster/settings", JSON, "{\"factor\":1,\"dry_run\":true}"),
            Call.post("/admin/cluster/remove", JSON, "{\"node_id\":\"x\",\"dry_run\":true}"),
            Call.get("/admin/tasks/x"),
            Call.get("/cluster/shards?x=1"),
            Call.get("/v1/shards/x"),
            Call.get("/v1/sources"));

    private final String host;
    private final long deadline;
    private final LongSupplier nanos;
    private final BooleanSupplier givenUp;
    private final Credential credential;

    /**
     * Calls the ports of one node.
     *
     * @param host it listens on
     * @param patience for all calls together
     * @param nanos a clock that only rises
     * @param givenUp true once nobody wants the node any more
     * @param credential what lets them in, whoever else needs a token
     */
    FirstCalls(String host, Duration patience, LongSupplier nanos, BooleanSupplier givenUp, Credential credential) {
        this.credential = credential;
        this.host = host;
        this.deadline = nanos.getAsLong() + patience.toNanos();
        this.nanos = nanos;
        this.givenUp = givenUp;
    }

    /** Makes all; what it gives is a warning if one could not be made, which is no reason not to serve. */
    static Optional<String> make(NodeSettings node, BooleanSupplier givenUp, Credential credential)
            throws InterruptedException {
        FirstCalls calls = new FirstCalls(node.localAddress(), PATIENCE, System::nanoTime, givenUp, credential);
        Optional<String> missing = calls.make(OF_THE_API, node.httpPort());
        return missing.isPresent() ? missing : calls.make(OF_THE_GATEWAY, node.gatewayPort());
    }

    private Optional<String> make(List<Call> calls, int port) throws InterruptedException {
        for (Call call : calls) {
            Optional<String> missing = make(call, port);
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    /** Again until it is answered: clients may hold all connections just now, and then it would be turned away. */
    Optional<String> make(Call call, int port) throws InterruptedException {
        URI whole = URI.create("http://" + host + ":" + port + call.path());
        while (true) {
            String obstacle = obstacle(call, whole);
            if (obstacle == null || givenUp.getAsBoolean()) {
                return Optional.empty();
            }
            if (nanos.getAsLong() - deadline >= 0) {
                return Optional.of("the node's own call " + call.method() + " " + whole + " was not answered ("
                        + obstacle + "); it serves all the same, but code that a refusal needs may not be loaded yet");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private String obstacle(Call call, URI whole) {
        try {
            return send(call, whole) ? null : "all connections are in use, see limits.connections";
        } catch (IOException unanswered) {
            return unanswered.toString();
        }
    }

    /** False if there was no place for its connection. */
    private boolean send(Call call, URI whole) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) whole.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setRequestMethod(call.method());
        connection.setRequestProperty("Accept", call.accept());
        credential.on(connection);
        if (call.body() != null) {
            connection.setRequestProperty("Content-Type", call.type());
            connection.setDoOutput(true);
            connection.getOutputStream().write(call.body().getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        // To its end, so that the next call finds the connection free.
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return status != HttpURLConnection.HTTP_UNAVAILABLE || !text.contains("limits.connections");
        }
    }
}
