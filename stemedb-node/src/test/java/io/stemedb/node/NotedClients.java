package io.stemedb.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stemedb.intake.Ack;
import io.stemedb.promise.ClientHistory;
import io.stemedb.promise.ClientNotes;
import io.stemedb.promise.Read;
import io.stemedb.promise.Read.Answer;
import io.stemedb.promise.Read.Require;
import io.stemedb.promise.Said;
import io.stemedb.promise.Write;
import io.stemedb.promise.Write.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;

/**
 * Clients of real nodes who repeat what a load sends, and read it in every way; what they and the writers of the load
 * see is noted, to be judged by what they were promised.
 */
final class NotedClients implements Load.Witness, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Carried NOTHING = new Carried("", Set.of());
    /** Longer than a node waits for what a token stands for, so that it is the node that says no. */
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private static final Duration HEALED = Duration.ofSeconds(90);
    private static final int READERS = 3;
    private static final int RECENT = 40;
    private static final long REPEAT_MILLIS = 150;

    private final long start = System.nanoTime();
    private final RealCluster cluster;
    private final String name;
    private final Asking asking;
    private final ClientNotes notes = new ClientNotes();
    private final RecentOnes<String> paths = new RecentOnes<>(RECENT);
    private final RecentOnes<Carried> tokens = new RecentOnes<>(RECENT);
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile RuntimeException failed;

    /** A token, and what it stands for. */
    private record Carried(String token, Set<Said> covered) {}

    private interface Client {
        void once(Random random) throws InterruptedException;
    }

    /** @param name of the load, below which all claims are */
    NotedClients(RealCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
        this.asking = new Asking(cluster, PATIENCE);
    }

    /**
     * Begins to read, and to repeat what was sent.
     *
     * @param readMillis how long each reader waits before it reads again
     */
    NotedClients begin(long seed, long readMillis) {
        for (int i = 0; i < READERS; i++) {
            start(seed + i, readMillis, this::read);
        }
        start(seed + READERS, REPEAT_MILLIS, this::repeat);
        threads.forEach(Thread::start);
        return this;
    }

    private void start(long seed, long pauseMillis, Client client) {
        Random random = new Random(seed);
        threads.add(new Thread(() -> {
            try {
                while (!end.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    client.once(random);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException wrong) {
                failed = wrong;
            }
        }));
    }

    private int any(Random random) {
        return 1 + random.nextInt(cluster.size());
    }

    private long now() {
        return System.nanoTime() - start;
    }

    private static Said said(String path) {
        return new Said(path, Load.value(path));
    }

    @Override
    public void tried(int node, String path, long begunNanos, HttpResponse<String> answer) {
        wrote("writer", node, path, begunNanos - start, Ack.QUORUM, answer);
        paths.add(path);
    }

    /** What was sent a moment ago is sent again, at whichever node, while the first try may be under way. */
    private void repeat(Random random) throws InterruptedException {
        String path = paths.any(random);
        if (path == null) {
            return;
        }
        int node = any(random);
        Ack ack = List.of(Ack.LEADER, Ack.QUORUM, Ack.ALL).get(random.nextInt(3));
        long begun = now();
        HttpResponse<String> answer = null;
        try {
            answer = cluster.post(
                    node, "/v1/assert?ack=" + ack.name().toLowerCase(Locale.ROOT), Load.claim(path), PATIENCE);
        } catch (IOException nobody) {
            // its outcome is not known
        }
        wrote("repeater", node, path, begun, ack, answer);
    }

    private void wrote(String client, int node, String path, long begun, Ack ack, HttpResponse<String> answer) {
        long ended = now();
        Outcome outcome = outcome(answer);
        String id = null;
        if (outcome == Outcome.ACKNOWLEDGED) {
            JsonNode claim = read(answer.body());
            id = claim.get("id").asText();
            tokens.add(new Carried(claim.get("token").asText(), Set.of(said(path))));
        }
        notes.wrote(new Write(client, RealCluster.id(node), begun, ended, said(path), ack, outcome, id));
    }

    private static Outcome outcome(HttpResponse<String> answer) {
        if (answer == null) {
            return Outcome.UNKNOWN;
        }
        if (answer.statusCode() == 200 || answer.statusCode() == 201) {
            return Outcome.ACKNOWLEDGED;
        }
        boolean refused = answer.statusCode() == 503 && answer.body().contains("replicas-unreachable");
        return refused ? Outcome.REFUSED : Outcome.UNKNOWN;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException unread) {
            throw new UncheckedIOException(json, unread);
        }
    }

    private void read(Random random) throws InterruptedException {
        Carried carried = random.nextInt(3) == 0 ? tokens.any(random) : NOTHING;
        String path = paths.any(random);
        if (path == null || carried == null) {
            return;
        }
        String asked = carried.covered().stream().findFirst().map(Said::path).orElse(path);
        boolean walks = random.nextInt(60) == 0;
        String scope = walks ? asked.substring(0, asked.lastIndexOf('/')) + "/*" : asked;
        Require require = List.of(Require.NOTHING, Require.NOTHING, Require.NOTHING, Require.COMPLETE, Require.ALL)
                .get(random.nextInt(5));
        int node = any(random);
        notes.read(ask(node, scope, require, carried, walks ? () -> any(random) : () -> node));
    }

    private Read ask(int node, String scope, Require require, Carried carried, IntSupplier nextPage)
            throws InterruptedException {
        long begun = now();
        Asking.Told told = asking.ask(node, scope, require, carried.token(), nextPage);
        Answer answer = told.answer();
        if (answer.given()) {
            tokens.add(new Carried(told.token(), told.covered()));
        }
        return new Read("reader", RealCluster.id(node), begun, now(), scope, require, carried.covered(), answer);
    }

    /** Notes what each node that runs shows in the end, once it can answer for all of the cluster. */
    void readInTheEnd() {
        for (int node : cluster.running()) {
            List<Read> last = new ArrayList<>();
            Awaitility.await("an answer of " + RealCluster.id(node) + " that has all")
                    .atMost(HEALED)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        last.add(0, ask(node, name + "/*", Require.ALL, NOTHING, () -> node));
                        return last.get(0).answer().given();
                    });
            notes.readInTheEnd(last.get(0));
        }
    }

    ClientHistory history() {
        return notes.history();
    }

    @Override
    public void close() throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        if (failed != null) {
            throw failed;
        }
    }
}
