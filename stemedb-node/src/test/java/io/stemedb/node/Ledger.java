package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What clients sent and what they were told, to be compared with what a node holds. Every claim's value is its number.
 */
final class Ledger {
    private static final Pattern VALUE = Pattern.compile("\"value\":(\\d+)");
    private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");
    private static final Pattern COUNT = Pattern.compile("\"assertion_count\":(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

    /** A claim that nobody sent before. */
    int next() {
        return numbers.incrementAndGet();
    }

    static String claim(int number) {
        return "{\"concept_path\":\"kill/" + number % 97 + "\",\"predicate\":\"n\",\"value\":" + number
                + ",\"source\":\"s" + number % 5 + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}";
    }

    void acknowledge(int number) {
        acknowledged.add(number);
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /**
     * Everything acknowledged is there, once; nothing is there that was not sent; the count is that of what is there.
     */
    void check(RunningNode node, String when) throws InterruptedException {
        try {
            check(node.httpPort, when);
        } catch (IOException e) {
            throw new AssertionError(when + ": the node did not answer; its console: " + node.console(), e);
        }
    }

    private void check(int port, String when) throws IOException, InterruptedException {
        List<Integer> held = held(port);
        Set<Integer> distinct = new HashSet<>(held);
        assertThat(held).as("%s: no claim twice", when).hasSameSizeAs(distinct);
        Set<Integer> lost = new HashSet<>(acknowledged);
        lost.removeAll(distinct);
        assertThat(lost).as("%s: lost although acknowledged", when).isEmpty();
        assertThat(distinct).as("%s: held although never sent", when).allMatch(n -> n >= 1 && n <= numbers.get());
        Matcher count = COUNT.matcher(send(port, "GET", "/v1/health", ""));
        assertThat(count.find()).isTrue();
        assertThat(Integer.parseInt(count.group(1))).as("%s: the count", when).isEqualTo(held.size());
    }

    private List<Integer> held(int port) throws IOException, InterruptedException {
        List<Integer> held = new ArrayList<>();
        String cursor = "";
        do {
            String answer = send(
                    port,
                    "POST",
                    "/v1/query",
                    "{\"concept_path\":\"kill/*\",\"lens\":\"all\",\"limit\":1000" + cursor + "}");
            VALUE.matcher(answer).results().forEach(value -> held.add(Integer.parseInt(value.group(1))));
            Matcher next = NEXT.matcher(answer);
            cursor = next.find() ? ",\"cursor\":\"" + next.group(1) + "\"" : null;
        } while (cursor != null);
        return held;
    }

    private String send(int port, String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
