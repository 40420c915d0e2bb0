package io.stemedb.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clients that write single claims and batches as fast as they are answered, until their node is gone. */
final class LoadWriters implements AutoCloseable {
    private static final int LINES = 300;
    private static final Pattern THROUGH = Pattern.compile("\"acked_through\":(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final Ledger ledger;
    private final List<Thread> threads = new ArrayList<>();
    private volatile AssertionError wrong;

    private LoadWriters(int port, Ledger ledger) {
        this.base = "http://127.0.0.1:" + port;
        this.ledger = ledger;
    }

    static LoadWriters start(int port, Ledger ledger, int single, int batch) {
        LoadWriters writers = new LoadWriters(port, ledger);
        IntStream.range(0, single).forEach(i -> writers.start(writers::writeOne));
        IntStream.range(0, batch).forEach(i -> writers.start(writers::writeBatch));
        return writers;
    }

    @FunctionalInterface
    private interface Write {
        void once() throws IOException, InterruptedException;
    }

    private void start(Write write) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    write.once();
                }
            } catch (IOException e) {
                // the node is gone, as the test wants it
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (AssertionError e) {
                wrong = e;
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void writeOne() throws IOException, InterruptedException {
        int number = ledger.next();
        HttpResponse<String> response =
                client.send(post("/v1/assert", "application/json", Ledger.claim(number)), BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        ledger.acknowledge(number);
    }

    /** Lines are acknowledged while the batch goes on, so a kill in its middle finds some durable and some not. */
    private void writeBatch() throws IOException, InterruptedException {
        int[] numbers = IntStream.range(0, LINES).map(i -> ledger.next()).toArray();
        String lines =
                String.join("\n", IntStream.of(numbers).mapToObj(Ledger::claim).toList());
        HttpRequest request = HttpRequest.newBuilder(
                        post("/v1/assertions", "application/x-ndjson", lines), (n, v) -> true)
                .header("Accept", "application/x-ndjson")
                .build();
        HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new AssertionError("a batch was answered " + response.statusCode());
        }
        try (Stream<String> answer = response.body()) {
            answer.forEach(line -> acknowledgeThrough(line, numbers));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void acknowledgeThrough(String line, int[] numbers) {
        Matcher through = THROUGH.matcher(line);
        if (through.find()) {
            int last = Integer.parseInt(through.group(1));
            IntStream.range(0, last).forEach(i -> ledger.acknowledge(numbers[i]));
        } else if (line.contains("\"type\":\"urn:stemedb:problem")) {
            throw new AssertionError(line);
        }
    }

    private HttpRequest post(String path, String type, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Waits for the writers, whose node must be gone by now. */
    @Override
    public void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        if (wrong != null) {
            throw wrong;
        }
    }
}
