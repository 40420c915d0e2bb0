package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Readers who hold every node to its word: an answer that calls itself complete has what was acknowledged before. */
final class Readers implements AutoCloseable {
    /** What the promise leaves out, and a little for the way. */
    private static final Duration AGE = Duration.ofMillis(3_200);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int READERS = 4;
    private static final long PAUSE_MILLIS = 5;

    private final RealCluster cluster;
    private final Load load;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger complete = new AtomicInteger();
    private final AtomicInteger incomplete = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    private Readers(RealCluster cluster, Load load) {
        this.cluster = cluster;
        this.load = load;
    }

    static Readers of(RealCluster cluster, Load load, long seed) {
        Readers readers = new Readers(cluster, load);
        for (int i = 0; i < READERS; i++) {
            Random random = new Random(seed + i);
            readers.threads.add(new Thread(() -> readers.read(random)));
        }
        readers.threads.forEach(Thread::start);
        return readers;
    }

    private void read(Random random) {
        try {
            while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                int node = 1 + random.nextInt(cluster.size());
                Optional<String> path = load.anyOlderThan(AGE, random);
                if (path.isPresent()) {
                    ask(node, path.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(int node, String path) throws InterruptedException {
        try {
            judge(node, path);
        } catch (IOException down) {
            incomplete.incrementAndGet();
        }
    }

    private void judge(int node, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                cluster.post(node, "/v1/query", "{\"concept_path\":\"" + path + "\",\"predicate\":\"p\"}", PATIENCE);
        if (answer.statusCode() == 200 && answer.body().contains("\"complete\":true")) {
            complete.incrementAndGet();
            if (!answer.body().contains(Load.value(path))) {
                broken.add(RealCluster.id(node) + " lacks " + path + ": " + answer.body());
            }
        } else {
            incomplete.incrementAndGet();
        }
    }

    /** Ends them, and fails if a complete answer lacked something. */
    @Override
    public void close() throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("readers: complete answers " + complete + ", others " + incomplete);
        assertThat(broken).as("complete answers that lack a claim").isEmpty();
        assertThat(complete.get()).as("complete answers").isPositive();
    }
}
