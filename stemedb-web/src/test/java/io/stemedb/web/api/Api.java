package io.stemedb.web.api;

import static org.awaitility.Awaitility.await;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The node as a client sees it. */
final class Api {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String authority;

    Api(String authority) {
        this.authority = authority;
    }

    /** What came back. */
    record Answer(int status, Optional<String> type, Optional<String> location, String body) {
        JsonObject json() {
            return JsonReader.object(body.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        }

        /** The whole answer with its members in order, to compare with. */
        String canonical() {
            return json().whole().toString();
        }

        String text(String name) {
            return json().text(name);
        }

        int number(String name) {
            return json().integer(name);
        }

        String value(String name) {
            return new String(json().canonical(name).utf8(), StandardCharsets.UTF_8);
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, BodyPublishers.noBody(), headers);
    }

    Answer post(String path, String json, String... headers) {
        return send("POST", path, JSON, BodyPublishers.ofString(json), headers);
    }

    Answer put(String path, String json) {
        return send("PUT", path, JSON, BodyPublishers.ofString(json));
    }

    Answer lines(String path, String lines, String... headers) {
        return send("POST", path, NDJSON, BodyPublishers.ofString(lines), headers);
    }

    Answer claim(String path, String predicate, String value, String source) {
        return post(
                "/v1/assert",
                "{\"concept_path\":\"" + path + "\",\"predicate\":\"" + predicate + "\",\"value\":" + value
                        + ",\"source\":\"" + source + "\"}");
    }

    Answer query(String members) {
        return post("/v1/query", "{" + members + "}");
    }

    /** A server is up before its node is. */
    Api awaitReady() {
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/v1/health").status() == 200);
        return this;
    }

    int held() {
        return get("/v1/health").number("assertion_count");
    }

    Answer send(String method, String path, String contentType, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + authority + path)).method(method, body);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type"),
                    response.headers().firstValue("Location"),
                    response.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes that no decent client would, and returns all that comes back. */
    String raw(byte[]... parts) throws IOException {
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            for (byte[] part : parts) {
                out.write(part);
            }
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Socket socket() throws IOException {
        URI uri = URI.create("http://" + authority);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Reads up to the end of a line. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    static List<String> linesOf(String body) {
        return body.lines().toList();
    }
}
