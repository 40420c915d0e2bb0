package io.stemedb.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A gateway that answers with what a real one answered, and notes what it was asked. */
final class FakeGateway implements AutoCloseable {
    private static final String UNKNOWN = "unknown-path";

    private final HttpServer server;
    private final Map<String, Deque<Recorded>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());

    private final List<String> clients = Collections.synchronizedList(new ArrayList<>());

    private record Recorded(int status, byte[] body) {}

    FakeGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** One at which everything that commands ask for is answered. */
    static FakeGateway ofAnyHealthyCluster() {
        return new FakeGateway()
                .on("POST /v1/assert", 201, "written")
                .on("POST /v1/assert?ack=quorum", 201, "written")
                .on("POST /v1/retract", 201, "withdrawn")
                .on("GET /v1/assertions/" + Documents.CLAIM, "assertion")
                .on("POST /v1/query", "query-recency")
                .on("POST /v1/query", "query-consensus")
                .on("POST /v1/query", "query-authority")
                .on("POST /v1/query?require=complete", "query-all")
                .on("GET /v1/history?concept_path=geo%2Fcity%2FGitega&predicate=elevation_m&limit=100", "history")
                .on("GET /v1/contradictions?limit=4", "contradictions")
                .on("GET /v1/contradictions?prefix=geo&single_source=true&limit=4", "contradictions")
                .on("GET /v1/concepts?limit=100", "concepts")
                .on("GET /v1/export?require=complete&prefix=geo", "claim-of-an-export")
                .on("GET /v1/concepts?prefix=geo&limit=100", "concepts-geo")
                .on("GET /v1/concepts?prefix=geo%2Fcity&limit=100", "concepts-city")
                .on("GET /v1/concepts?prefix=geo%2Fcountry&limit=100", "concepts-country")
                .on("GET /cluster/health", "health")
                .on("GET /cluster/status", "status")
                .on("GET /cluster/members", "members")
                .on("GET /cluster/members?include=removed", "members")
                .on("GET /v1/admin/nodes", "nodes")
                .on("GET /v1/admin/nodes/node2", "node2")
                .on("GET /v1/admin/nodes/node2/shards", "node2-shards")
                .on("GET /cluster/shards", "shards")
                .on("GET /cluster/shards?sort=load", "shards")
                .on("GET /v1/shards/7", "shard7")
                .on("GET /v1/shards/99", 404, "unknown-shard")
                .on("GET /admin/tasks", "tasks")
                .on("GET /admin/tokens", "tokens")
                .on("POST /admin/tokens", 201, "token-made")
                .on("POST /admin/tokens/kZ3vWq8bTn0a/rotate", 201, "token-made")
                .on("DELETE /admin/tokens/kZ3vWq8bTn0a", "token-ended")
                .on("DELETE /admin/tokens/kZ3vWq8bTn0a?force=true", "token-ended")
                .on("GET /admin/events", "events")
                .on("GET /admin/events?limit=20&cursor=e.1.400", "events")
                .on("GET /admin/debug/export", "debug-export")
                .onTask("task-drain-succeeded")
                .onChange("/admin/nodes/node2/drain", "drain-plan")
                .onChange("/admin/nodes/node2/undrain", "unpin-plan")
                .onChange("/admin/cluster/remove", "remove-plan")
                .onChange("/admin/shards/rebalance", "rebalance-plan")
                .onChange("/admin/shards/7/elect-leader", "elect-plan")
                .onChange("/admin/shards/7/unpin", "unpin-plan")
                .onChange("/admin/cluster/settings", "factor-plan")
                .on("POST /admin/cluster/forget-seed", "forget-plan")
                .on("POST /cluster/sync", 202, "task-sync")
                .on("POST /cluster/sync preview", "differences")
                .on("POST /admin/scrub", 202, "task-scrub")
                .on("POST /admin/scrub/pause", 202, "task-scrub")
                .on("POST /admin/scrub/resume", 202, "task-scrub")
                .on("POST /admin/compact", 202, "task-compact")
                .on("POST /admin/backup", 202, "task-backup");
    }

    /** Answers a call so; several answers of one call come one after the other, and the last one stays. */
    FakeGateway on(String call, int status, String document) {
        answers.computeIfAbsent(call, key -> new ArrayDeque<>()).add(new Recorded(status, Documents.bytes(document)));
        return this;
    }

    FakeGateway on(String call, String document) {
        return on(call, 200, document);
    }

    /** The same in place of what was there. */
    FakeGateway only(String call, int status, String... documents) {
        answers.remove(call);
        for (String document : documents) {
            on(call, status, document);
        }
        return this;
    }

    /** Names the port of an API, as a gateway does if it is asked what belongs there. */
    FakeGateway namingPortOf(FakeGateway api) {
        String problem = String.format(
                Locale.ROOT,
                "{\"type\":\"urn:stemedb:problem:wrong-port\",\"status\":404,\"hint\":\"call port %d\"}",
                api.server.getAddress().getPort());
        Recorded recorded = new Recorded(404, problem.getBytes(StandardCharsets.UTF_8));
        answers.put("GET /v1/history", new ArrayDeque<>(List.of(recorded)));
        return this;
    }

    private FakeGateway onTask(String document) {
        String path = " /admin/tasks/" + Documents.TASK;
        return on("GET" + path, document).on("DELETE" + path, 202, document);
    }

    private FakeGateway onChange(String path, String plan) {
        return on("POST " + path + " dry_run", plan).on("POST " + path, 202, "task-drain-queued");
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Calls in their order, with the bodies that came with them. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** What was said in {@code Authorization}. */
    List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** What was said in {@code Stemedb-Client}. */
    List<String> clients() {
        return List.copyOf(clients);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(body.isEmpty() ? call : call + " " + body);
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            clients.add(String.valueOf(exchange.getRequestHeaders().getFirst("Stemedb-Client")));
            Recorded recorded = recorded(call, body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(recorded.status(), recorded.body().length);
            exchange.getResponseBody().write(recorded.body());
        } finally {
            exchange.close();
        }
    }

    private Recorded recorded(String call, String body) {
        Map<String, String> kinds = Map.of("\"dry_run\":true", " dry_run", "\"preview\":true", " preview");
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            if (body.contains(kind.getKey()) && answers.containsKey(call + kind.getValue())) {
                return next(answers.get(call + kind.getValue()));
            }
        }
        Deque<Recorded> known = answers.get(call);
        return known == null ? new Recorded(404, Documents.bytes(unknown(call))) : next(known);
    }

    private static String unknown(String call) {
        if (call.contains("/admin/tasks/")) {
            return "unknown-task";
        }
        return call.contains("/nodes/") ? "unknown-node" : UNKNOWN;
    }

    private static Recorded next(Deque<Recorded> known) {
        synchronized (known) {
            return known.size() > 1 ? known.poll() : known.peek();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
