package io.stemedb.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./run --nodes} does once all nodes answer: shows who is in the cluster, and loads the sample. */
@Command(name = "first-look", hidden = true, description = "Shows the members of a cluster.")
final class FirstLook implements Callable<Integer> {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Duration WHOLE_PATIENCE = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_MILLIS = 250;

    private final PrintStream out;
    private final PrintStream err;
    private Credential credential = Credential.NONE;
    private boolean isKeptOut;

    @Option(names = "--gateway", required = true)
    private URI gateway;

    @Option(names = "--nodes", required = true, description = "how many nodes there are to be")
    private int nodes;

    @Option(names = "--sample", description = "API of the node that loads the sample")
    private Optional<URI> sample;

    FirstLook(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            credential = Credential.of(System.getenv());
        } catch (StartRefused unreadable) {
            err.println("stemedb-node: " + unreadable.getMessage());
            return 1;
        }
        boolean whole = awaitWhole();
        members().ifPresent(out::println);
        if (isKeptOut) {
            err.println("stemedb-node: the nodes ask for a token, so this does not show their members; set "
                    + Credential.TOKEN);
        } else if (!whole) {
            err.println("stemedb-node: the cluster is not whole yet; GET " + gateway.resolve("/cluster/health")
                    + " says why");
        }
        try {
            if (sample.isPresent()) {
                out.println(Sample.load(Layout.found().sample(), sample.get(), credential));
            }
            return 0;
        } catch (StartRefused refused) {
            err.println("stemedb-node: " + refused.getMessage());
            return 1;
        }
    }

    /** Waits until all nodes have joined and every shard has its copies; false if that takes too long. */
    private boolean awaitWhole() throws InterruptedException {
        long deadline = System.nanoTime() + WHOLE_PATIENCE.toNanos();
        while (!isWhole()) {
            if (isKeptOut || System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }

    private boolean isWhole() {
        boolean joined = ask("/cluster/members")
                .map(answer -> answer.path("members").size() >= nodes)
                .orElse(false);
        return joined
                && ask("/cluster/health")
                        .map(answer -> answer.path("status").asText().equals("healthy"))
                        .orElse(false);
    }

    /** A line about the members; empty if the node does not say, which is no reason to do without the rest. */
    private Optional<String> members() {
        return ask("/cluster/members").map(answer -> "members: " + inWords(answer));
    }

    /** Empty if the node does not answer. */
    private Optional<JsonNode> ask(String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) gateway.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            credential.on(connection);
            isKeptOut = connection.getResponseCode() == HttpURLConnection.HTTP_UNAUTHORIZED;
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Optional.empty();
            }
            try (InputStream body = connection.getInputStream()) {
                return Optional.of(new ObjectMapper().readTree(body));
            }
        } catch (IOException unanswered) {
            return Optional.empty();
        }
    }

    /** {@code node1 UP, node2 UP}, or the answer as it is if it is of another shape. */
    static String inWords(JsonNode answer) {
        JsonNode members = answer.path("members");
        if (!members.isArray() || members.isEmpty()) {
            return answer.toString();
        }
        StringJoiner words = new StringJoiner(", ");
        members.forEach(member -> words.add(
                (member.path("id").asText("?") + " " + member.path("status").asText("")).strip()));
        return words.toString();
    }
}
