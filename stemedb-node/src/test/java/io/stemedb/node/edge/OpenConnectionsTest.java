package io.stemedb.node.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It is known of a connection that the other side has ended it, though nobody reads from it. */
class OpenConnectionsTest {
    private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue\n";
    private static final String OPEN = "   0: 0100007F:4704 0200007F:C350 01 x";
    private static final String LISTENING = "   2: 0100007F:4704 00000000:0000 0A x";
    private static final String HALF = "   0: 0100007F:4704 0300007F:C350 08 x";
    private static final String OPEN_BY_IPV6 =
            "   0: 00000000000000000000000001000000:4704 00000000000000000000000001000000:C350 01 x";
    private static final long LATER = Duration.ofMillis(501).toNanos();

    @TempDir
    Path folder;

    private long now = Duration.ofHours(1).toNanos();
    private long begun = now;

    @Test
    void a_client_that_has_closed_or_reset_is_gone_and_one_that_waits_is_not() throws Exception {
        for (boolean resets : List.of(false, true)) {
            try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                    Socket waiting = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket first = server.accept();
                    Socket leaving = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket second = server.accept()) {
                leaving.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                OpenConnections open = new OpenConnections();
                long since = System.nanoTime();
                assertThat(open.isEnded(second.getLocalPort(), second.getPort(), since))
                        .isFalse();
                leaving.setSoLinger(resets, 0);
                leaving.close();
                Awaitility.await("the end of a connection")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> open.isEnded(second.getLocalPort(), second.getPort(), since));
                assertThat(open.isEnded(first.getLocalPort(), first.getPort(), since))
                        .isFalse();
                assertThat(waiting.isConnected()).isTrue();
            }
        }
    }

    private OpenConnections of(String... lines) throws IOException {
        return new OpenConnections(List.of(folder.resolve("none"), write(lines)), () -> now);
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("tcp6"), HEAD + String.join("\n", lines) + "\n");
    }

    /** Half a second later. */
    private boolean isEnded(OpenConnections open) {
        now += LATER;
        return open.isEnded(18_180, 50_000, begun);
    }

    @Test
    void a_connection_that_one_list_leaves_out_may_be_open_and_is_ended_if_the_next_one_does_too() throws Exception {
        OpenConnections open = of(LISTENING, OPEN);
        assertThat(isEnded(open)).isFalse();
        write(LISTENING, HALF);
        assertThat(isEnded(open)).isFalse();
        write(LISTENING, OPEN_BY_IPV6);
        assertThat(isEnded(open)).isFalse();
        write(LISTENING, HALF);
        assertThat(isEnded(open)).isFalse();
        assertThat(isEnded(open)).isTrue();
    }

    @Test
    void what_was_listed_before_the_request_says_nothing_of_it() throws Exception {
        OpenConnections open = of(LISTENING);
        assertThat(isEnded(open)).isFalse();
        begun = now + 1;
        assertThat(isEnded(open)).isFalse();
        assertThat(isEnded(open)).isTrue();
    }

    @Test
    void of_two_clients_with_the_same_port_none_is_taken_for_gone_while_one_waits() throws Exception {
        OpenConnections open = of(LISTENING, OPEN, HALF);
        assertThat(isEnded(open)).isFalse();
        assertThat(isEnded(open)).isFalse();
    }

    @Test
    void a_system_whose_lists_do_not_show_who_listens_takes_nobody_for_gone() throws Exception {
        OpenConnections open = of();
        assertThat(isEnded(open)).isFalse();
        assertThat(isEnded(open)).isFalse();
        OpenConnections none = new OpenConnections(List.of(folder.resolve("none")), () -> now);
        assertThat(isEnded(none)).isFalse();
        assertThat(isEnded(none)).isFalse();
    }
}
