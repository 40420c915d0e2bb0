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
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks the node itself whether it is ready: what the server's log says about that is not to be believed. Only the
 * application that this process has started repeats the name of this start: neither a server without it nor another
 * process does.
 */
final class Probe {
    /** The application reads it from the system properties and says it with its health. */
    private static final String START = "stemedb.node.start";

    private static final String START_HEADER = "StemeDB-Start";

    /** The edge's own refusal: it is up, and clients hold every connection of the port. */
    private static final String CROWDED = "crowded";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Pattern STATUS = Pattern.compile("\\A\\s*\\{\\s*\"status\"\\s*:\\s*\"([a-z-]+)\"");

    private final URI health;
    private final String start;

    /**
     * What came back.
     *
     * @param status the application's word for its state, or an empty text if somebody else answered, or nobody
     * @param text all of it, for people
     */
    record Answer(String status, String text) {}

    Probe(URI api, String start) {
        this.health = api.resolve("/v1/health");
        this.start = start;
    }

    /** Of both ports of the application that this process starts from now on. */
    static List<Probe> ofThisStart(NodeSettings node) {
        String start = UUID.randomUUID().toString();
        System.setProperty(START, start);
        return Stream.of(node.httpPort(), node.gatewayPort())
                .map(port -> new Probe(URI.create("http://" + node.localAddress() + ":" + port), start))
                .toList();
    }

    /**
     * Waits for the application's own answer. A node that replays its journal says that it is starting, and is waited
     * for without end, and so is one whose port is full of clients; one that does not speak as this start of StemeDB is
     * given up.
     *
     * @param givenUp true once nobody wants the answer any more
     */
    void awaitReady(BooleanSupplier givenUp) throws StartRefused, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!givenUp.getAsBoolean()) {
            Answer answer = ask();
            switch (answer.status()) {
                case "healthy", "read-only" -> {
                    return;
                }
                case "failed" -> throw new StartRefused("the node cannot start: " + detail(answer.text()));
                case "starting", CROWDED -> deadline = System.nanoTime() + PATIENCE.toNanos();
                default -> {
                    if (System.nanoTime() > deadline
                            || ConsoleLog.firstFailure().isPresent()) {
                        throw notUp(answer.text());
                    }
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static String detail(String answer) {
        Matcher detail =
                Pattern.compile("\"detail\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer);
        return detail.find() ? detail.group(1).replace("\\\"", "\"").replace("\\\\", "\\") : answer;
    }

    private StartRefused notUp(String answer) {
        return new StartRefused("the application did not come up: "
                + ConsoleLog.firstFailure()
                        .orElse(health + " answered "
                                + answer.lines().findFirst().orElse("")));
    }

    /** Asks once. */
    Answer ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection(Proxy.NO_PROXY);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty(START_HEADER, start); // others are told to wait for the first calls
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            int code = connection.getResponseCode();
            try (InputStream in = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Matcher status = STATUS.matcher(body);
                if (code == HttpURLConnection.HTTP_UNAVAILABLE && body.contains("limits.connections")) {
                    return new Answer(CROWDED, code + " " + body);
                }
                boolean own = start.equals(connection.getHeaderField(START_HEADER));
                return new Answer(own && status.find() ? status.group(1) : "", code + " " + body);
            }
        } catch (IOException unanswered) {
            return new Answer("", unanswered.toString());
        }
    }
}
