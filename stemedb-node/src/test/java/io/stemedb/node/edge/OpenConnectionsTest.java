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
    private static final String HALF = "   0: 0100007F:4704 0300007F:C350 08 x";
    private static final String OPEN_BY_IPV6 =
            "   0: 00000000000000000000000001000000:4704 00000000000000000000000001000000:C350 01 x";
    private static final long LATER = Duration.ofMillis(501).toNanos();

    @TempDir
    Path folder;

    private long now = Duration.ofHours(1).toNanos();

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
                assertThat(open.isEnded(second.getLocalPort(), second.getPort()))
                        .isFalse();
                leaving.setSoLinger(resets, 0);
                leaving.close();
                Awaitility.await("the end of a connection")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> open.isEnded(second.getLocalPort(), second.getPort()));
                assertThat(open.isEnded(first.getLocalPort(), first.getPort())).isFalse();
                assertThat(waiting.isConnected()).isTrue();
            }
        }
    }

    private OpenConnections of(String... lines) throws IOException {
        Path list = write(lines);
        return new OpenConnections(List.of(folder.resolve("none"), list), () -> now);
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("tcp6"), HEAD + String.join("\n", lines) + "\n");
    }

    @Test
    void a_connection_that_one_list_leaves_out_may_be_open_and_is_ended_if_the_next_one_does_too() throws Exception {
        OpenConnections open = of(OPEN);
        assertThat(open.isEnded(18_180, 50_000)).isFalse();
        write(HALF);
        now += LATER;
        assertThat(open.isEnded(18_180, 50_000)).isFalse();
        write(OPEN_BY_IPV6);
        now += LATER;
        assertThat(open.isEnded(18_180, 50_000)).isFalse();
        write(HALF);
        now += LATER;
        assertThat(open.isEnded(18_180, 50_000)).isFalse();
        now += LATER;
        assertThat(open.isEnded(18_180, 50_000)).isTrue();
    }

    @Test
    void of_two_clients_with_the_same_port_none_is_taken_for_gone_while_one_waits() throws Exception {
        OpenConnections open = of(OPEN, HALF);
        assertThat(open.isEnded(18_180, 50_000)).isFalse();
        now += LATER;
        assertThat(open.isEnded(18_180, 50_000)).isFalse();
    }

    @Test
    void a_system_without_such_a_list_takes_nobody_for_gone() {
        OpenConnections open = new OpenConnections(List.of(folder.resolve("none")), () -> now);
        assertThat(open.isEnded(18_180, 50_000)).isFalse();
        now += LATER;
        assertThat(open.isEnded(18_180, 50_000)).isFalse();
    }
}
