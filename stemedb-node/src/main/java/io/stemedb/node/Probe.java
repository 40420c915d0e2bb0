package io.stemedb.node;

import io.stemedb.settings.NodeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the node itself whether it is ready: what the server's log says about that is not to be believed. */
final class Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final URI health;

    Probe(NodeSettings node) {
        health = URI.create("http://" + node.localAddress() + ":" + node.httpPort() + "/v1/health");
    }

    /**
     * Waits for the application's own answer. A node that replays its journal says that it is starting, and is waited for
     * without end; one that does not speak as StemeDB is given up.
     *
     * @param givenUp true once nobody wants the answer any more
     */
    void awaitReady(BooleanSupplier givenUp) throws StartRefused, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String answer = "nothing";
        while (!givenUp.getAsBoolean()) {
            answer = ask();
            if (answer.startsWith("200") || answer.contains("\"read-only\"")) {
                return;
            }
            if (answer.contains("\"failed\"")) {
                throw new StartRefused("the node cannot start: " + detail(answer));
            }
            if (answer.contains("\"starting\"")) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline || ConsoleLog.firstFailure().isPresent()) {
                throw notUp(answer);
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

    private String ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return status + " " + (body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException unanswered) {
            return unanswered.toString();
        }
    }
}
