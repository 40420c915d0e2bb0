import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Reads from a node that has just started: slots that nobody has read since, the same again, and first pages.
 *
 * <p>Arguments: URL of the node, number of claims it was loaded with, a command that makes the machine forget the
 * files.
 */
final class Reads {
    private static final int FEW = 20;
    private static final int MANY = 500;
    private static final int ENOUGH_BYTES = 20_000;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random(7);
    private final String node;
    private final Claims claims;
    private final String forget;

    private Reads(String node, long count, String forget) {
        this.node = node;
        this.claims = new Claims(count);
        this.forget = forget;
    }

    public static void main(String[] args) throws Exception {
        new Reads(args[0], Long.parseLong(args[1]), args[2]).run();
    }

    private void run() throws Exception {
        for (int i = 0; i < FEW; i++) { // the client's own first calls are not what is measured
            timed(get("/v1/health"));
        }
        pages();
        slots();
    }

    /** The very first call of each, then each in other regions with forgotten files, then the same again and again. */
    private void pages() throws Exception {
        page("concepts", region -> get("/v1/concepts?prefix=stocks/" + region));
        page("contradictions", region -> get("/v1/contradictions?prefix=stocks/" + region + "/*"));
        page("export", region -> get("/v1/export?prefix=stocks/" + region + "/*"));
        page("query-subtree", region -> query("{\"concept_path\":\"stocks/" + region + "/*\"}"));
        page("concepts-top", region -> get("/v1/concepts"));
        page("contradictions-all", region -> get("/v1/contradictions"));
        page("export-all", region -> get("/v1/export"));
        page("changes", region -> get("/v1/changes?after=start&limit=100"));
    }

    private interface Call {
        HttpRequest.Builder of(String region);
    }

    private void page(String name, Call call) throws Exception {
        forget();
        double first = timed(call.of(Claims.region(0))) / 1e6;
        Timings cold = new Timings();
        for (int region = 1; region < Claims.REGIONS; region++) {
            forget();
            cold.add(timed(call.of(Claims.region(region))));
        }
        Timings warm = new Timings();
        for (int i = 0; i < FEW; i++) {
            warm.add(timed(call.of(Claims.region(0))));
        }
        System.out.printf(
                Locale.ROOT,
                "page %s: first call %.0f  forgotten files p50 %.0f max %.0f  again p50 %.0f max %.0f ms%n",
                name,
                first,
                cold.millis(0.5),
                cold.millis(1),
                warm.millis(0.5),
                warm.millis(1));
    }

    private void slots() throws Exception {
        for (int i = 0; i < MANY; i++) { // so that what is measured is not the compiler
            timed(slot(claims.path(random.nextLong(claims.slots()))));
        }
        long hot = Math.min(FEW, claims.hotSlots());
        slot("10 claims, cold", MANY, i -> claims.path(random.nextLong(claims.slots())), true);
        slot("10,000 claims, cold", (int) hot, i -> claims.hotPath(i), true);
        slot("10 claims, warm", MANY, i -> claims.path(i % FEW), false);
        slot("10,000 claims, warm", MANY, i -> claims.hotPath(i % hot), false);
    }

    private void slot(String name, int times, LongFunction<String> path, boolean cold) throws Exception {
        if (cold) {
            forget();
        } else {
            for (int i = 0; i < 2 * FEW; i++) {
                timed(slot(path.apply(i)));
            }
        }
        Timings timings = new Timings();
        for (int i = 0; i < times; i++) {
            timings.add(timed(slot(path.apply(i))));
        }
        System.out.println("slot of " + name + ": " + timings.show());
    }

    private HttpRequest.Builder slot(String path) {
        return query("{\"concept_path\":\"" + path + "\",\"predicate\":\"reports\"}");
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(node + path));
    }

    private HttpRequest.Builder query(String body) {
        return HttpRequest.newBuilder(URI.create(node + "/v1/query"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** Nanoseconds until the answer was there, or so much of a stream as makes a page. */
    private long timed(HttpRequest.Builder request) throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
        boolean stream = answer.request().uri().getPath().matches("/v1/(export|changes)");
        try (InputStream in = answer.body()) {
            long read = in.readNBytes(stream ? ENOUGH_BYTES : Integer.MAX_VALUE).length;
            long took = System.nanoTime() - began;
            if (answer.statusCode() != 200 || read == 0) {
                throw new IllegalStateException(answer.request().uri() + " answered " + answer.statusCode());
            }
            return took;
        }
    }

    private void forget() throws IOException, InterruptedException {
        if (!forget.isEmpty()) {
            new ProcessBuilder("sh", "-c", forget).inheritIO().start().waitFor();
        }
    }
}
