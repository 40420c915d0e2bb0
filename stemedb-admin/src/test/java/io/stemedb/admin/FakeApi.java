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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API that takes batches of lines and hands out an export. Lines with the word "bad" are refused. What comes again
 * under the same name of a batch counts once, as it does at a node.
 */
final class FakeApi implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Integer> troubles = new ArrayDeque<>();
    private final Set<String> batches = Collections.synchronizedSet(new HashSet<>());
    private final List<String> held = Collections.synchronizedList(new ArrayList<>());
    private String export = "";
    private int cutAt = -1;
    private final AtomicInteger calls = new AtomicInteger();

    FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/assertions", this::take);
        server.createContext("/v1/export", this::handOut);
        server.start();
    }

    /**
     * The next calls end so: with a status; 0 takes the lines, and breaks the connection before it answers; less is an
     * answer as usual.
     */
    FakeApi ending(Integer... next) {
        Collections.addAll(troubles, next);
        return this;
    }

    /** What an export has; cut after so many bytes, or whole if that is negative. */
    FakeApi exporting(String lines, int cut) {
        export = lines;
        cutAt = cut;
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> held() {
        return List.copyOf(held);
    }

    int calls() {
        return calls.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        String body;
        try (InputStream in = exchange.getRequestBody()) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Integer trouble = troubles.poll();
        if (trouble != null && trouble > 0) {
            answer(
                    exchange,
                    trouble,
                    "{\"type\":\"urn:stemedb:problem:x\",\"status\":" + trouble + ",\"detail\":\"no\"}");
            return;
        }
        String report = report(exchange.getRequestURI().getQuery(), body.lines().toList());
        if (trouble != null && trouble == 0) {
            exchange.close();
            return;
        }
        answer(exchange, 200, report);
    }

    private String report(String query, List<String> lines) {
        boolean isDry = query.contains("dry_run=true");
        boolean isKnown = !isDry && !batches.add(query.split("&", 2)[0]);
        List<String> errors = new ArrayList<>();
        int created = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("bad")) {
                errors.add("{\"line\":" + (i + 1) + ",\"field\":\"/value\",\"type\":\"t\",\"detail\":\"it is bad\"}");
            } else {
                created++;
                if (!isDry && !isKnown) {
                    held.add(lines.get(i));
                }
            }
        }
        return "{\"lines\":" + lines.size() + ",\"created\":" + created + ",\"duplicates\":0,\"failed\":"
                + errors.size() + ",\"errors\":[" + String.join(",", errors) + "]}";
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handOut(HttpExchange exchange) throws IOException {
        byte[] lines = export.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, lines.length);
        exchange.getResponseBody().write(lines, 0, cutAt < 0 ? lines.length : cutAt);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
