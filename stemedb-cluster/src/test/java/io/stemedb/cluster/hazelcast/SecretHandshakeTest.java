package io.stemedb.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretHandshakeTest {
    private ServerSocket listener;
    private Socket connecting;
    private Socket accepting;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        connecting = new Socket(listener.getInetAddress(), listener.getLocalPort());
        accepting = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        connecting.close();
        accepting.close();
        listener.close();
    }

    private interface End {
        void talk() throws IOException;
    }

    /** What an end of a handshake comes to, which closes its connection if it fails, as Hazelcast does. */
    private static CompletableFuture<String> end(Socket socket, End end) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket atLast = socket) {
                end.talk();
                return "in";
            } catch (IOException refused) {
                return "out";
            }
        });
    }

    private static SecretHandshake knowing(String secret) {
        return new SecretHandshake(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static SecretHandshake impatient() {
        return new SecretHandshake("one secret".getBytes(StandardCharsets.UTF_8), Duration.ofMillis(200));
    }

    private static String of(CompletableFuture<String> end) throws InterruptedException, ExecutionException {
        try {
            return end.orTimeout(30, TimeUnit.SECONDS).get();
        } catch (CompletionException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void whoever_knows_the_secret_is_let_in_and_the_connection_is_as_it_was() throws Exception {
        var accepts = CompletableFuture.runAsync(() -> {
            try {
                knowing("the same secret").onAccept(accepting);
                accepting.getOutputStream().write(7);
            } catch (IOException failed) {
                throw new CompletionException(failed);
            }
        });
        knowing("the same secret").onConnect(connecting);

        assertThat(connecting.getInputStream().read()).isEqualTo(7);
        accepts.get(30, TimeUnit.SECONDS);
        assertThat(connecting.getSoTimeout()).isZero();
        assertThat(accepting.getSoTimeout()).isZero();
    }

    @Test
    void another_secret_keeps_both_ends_from_each_other() throws Exception {
        var accepts = end(accepting, () -> knowing("one secret").onAccept(accepting));
        var connects = end(connecting, () -> knowing("other secret").onConnect(connecting));

        assertThat(of(connects)).isEqualTo("out");
        assertThat(of(accepts)).isEqualTo("out");
    }

    @Test
    void who_begins_without_a_handshake_is_kept_out() throws Exception {
        var accepts = end(accepting, () -> knowing("one secret").onAccept(accepting));
        connecting.getOutputStream().write("HZCHZCHZCHZC".getBytes(StandardCharsets.US_ASCII));

        assertThat(of(accepts)).isEqualTo("out");
    }

    @Test
    void what_one_end_has_sent_is_worth_nothing_when_it_is_sent_back() throws Exception {
        var connects = end(connecting, () -> impatient().onConnect(connecting));
        var mirror = end(accepting, () -> accepting.getInputStream().transferTo(accepting.getOutputStream()));

        assertThat(of(connects)).isEqualTo("out");
        assertThat(of(mirror)).isIn("in", "out");
    }

    @Test
    void whoever_says_nothing_is_kept_out_in_time() throws Exception {
        var accepts = end(accepting, () -> impatient().onAccept(accepting));

        assertThat(of(accepts)).isEqualTo("out");
    }
}
