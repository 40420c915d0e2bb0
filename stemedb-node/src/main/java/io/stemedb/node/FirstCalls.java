package io.stemedb.node;

import io.stemedb.settings.NodeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One call of each kind, before the node is called ready: what a refusal needs is loaded when the first one is made,
 * and a server that could not load it just then, for want of memory or descriptors, would never be able to refuse
 * again. None of them writes.
 */
final class FirstCalls {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    /** A call, of which only matters that it is answered. */
    private record Call(String method, String path, String accept, String type, String body) {
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
            new Call("DELETE", "/v1/assert", "*/*", null, null),
            new Call("DELETE", "/v1/sources", "*/*", null, null));

    private static final List<Call> OF_THE_GATEWAY = List.of(
            Call.post("/admin/backup", JSON, "{}"),
            Call.post("/cluster/sync", JSON, "{}"),
            Call.get("/admin/tasks/x"),
            Call.get("/cluster/shards?x=1"),
            Call.get("/v1/shards/x"),
            Call.get("/v1/sources"));

    private FirstCalls() {}

    static void make(NodeSettings node) throws StartRefused {
        make(OF_THE_API, node, node.httpPort());
        make(OF_THE_GATEWAY, node, node.gatewayPort());
    }

    private static void make(List<Call> calls, NodeSettings node, int port) throws StartRefused {
        for (Call call : calls) {
            URI whole = URI.create("http://" + node.localAddress() + ":" + port + call.path());
            try {
                make(call, whole);
            } catch (IOException unanswered) {
                throw new StartRefused(call.method() + " " + whole + " was not answered: " + unanswered);
            }
        }
    }

    private static void make(Call call, URI whole) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) whole.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestMethod(call.method());
        connection.setRequestProperty("Accept", call.accept());
        if (call.body() != null) {
            connection.setRequestProperty("Content-Type", call.type());
            connection.setDoOutput(true);
            connection.getOutputStream().write(call.body().getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        // To its end, so that the next call finds the connection free.
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) {
                answer.readAllBytes();
            }
        }
    }
}
