package io.stemedb.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Makes the first call of each listing itself. The first one loads the code for it and opens the files of all runs, which in a
 * large store takes several times as long as the call: nobody should wait for that.
 */
final class FirstCalls {
    private static final List<String> LISTINGS = List.of("/v1/concepts", "/v1/contradictions");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private FirstCalls() {}

    /** Returns after this time at the latest; then what is left goes on in the background. */
    static void make(URI api, Duration most) throws InterruptedException {
        Thread calls = new Thread(() -> LISTINGS.forEach(listing -> make(api.resolve(listing))), "stemedb-first-calls");
        calls.setDaemon(true);
        calls.start();
        calls.join(most.toMillis());
    }

    private static void make(URI call) {
        try {
            HttpURLConnection connection = (HttpURLConnection) call.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try (InputStream body = connection.getInputStream()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException unanswered) {
            // Nothing depends on it; whoever calls next is told what is wrong.
            System.getLogger(FirstCalls.class.getName())
                    .log(System.Logger.Level.DEBUG, "no answer from " + call, unanswered);
        }
    }
}
