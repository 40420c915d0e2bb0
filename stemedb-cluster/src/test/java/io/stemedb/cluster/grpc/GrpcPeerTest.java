package io.stemedb.cluster.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.stemedb.cluster.peer.AskedPeer;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.PeerContract;
import io.stemedb.cluster.peer.StrangerException;
import io.stemedb.cluster.peer.UnreachableException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcPeerTest implements PeerContract {
    /** The first call of a process loads much, on a machine that may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Optional<byte[]> SECRET =
            Optional.of("sixteen bytes or more".getBytes(StandardCharsets.UTF_8));

    private final AskedPeer asked = new AskedPeer();
    private final Threads threads = new Threads();
    private final Credentials credentials = Credentials.of("größe", SECRET);
    private final Channels channels = new Channels(threads, credentials);
    private PeerServer server;

    @BeforeEach
    void listen() throws IOException {
        server = PeerServer.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), asked, threads, credentials);
    }

    @AfterEach
    void close() {
        server.close();
        channels.close();
        threads.close();
    }

    @Override
    public Peer line() {
        return channels.at("127.0.0.1:" + server.port(), PATIENCE);
    }

    @Override
    public Peer impatientLine() {
        return channels.at("127.0.0.1:" + server.port(), Duration.ofMillis(100));
    }

    @Override
    public Peer lineToNobody() {
        try (ServerSocket free = new ServerSocket(0)) {
            return channels.at("127.0.0.1:" + free.getLocalPort(), PATIENCE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public AskedPeer asked() {
        return asked;
    }

    @Override
    public <T> T await(CompletableFuture<T> call) {
        return call.join();
    }

    @Test
    void a_caller_of_another_cluster_or_without_the_secret_is_let_in_nowhere() {
        for (Credentials foreign :
                new Credentials[] {Credentials.of("other", SECRET), Credentials.of("größe", Optional.empty())}) {
            try (Channels strange = new Channels(threads, foreign)) {
                Peer line = strange.at("127.0.0.1:" + server.port(), PATIENCE);
                assertThatThrownBy(() -> line.report().join())
                        .cause()
                        .isInstanceOf(StrangerException.class)
                        .hasMessageContaining("cluster");
            }
        }
    }

    @Test
    void a_node_may_be_at_an_address_of_ipv6() throws IOException {
        assertThatThrownBy(() -> channels.at("[::1]:1", PATIENCE).report().join())
                .as("nobody is there")
                .hasCauseInstanceOf(UnreachableException.class);
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        InetSocketAddress six = new InetSocketAddress(InetAddress.getByAddress(loopback), 0);
        try (ServerSocket there = new ServerSocket()) {
            there.bind(six);
        } catch (IOException noSuchAddress) {
            return; // the machine has no IPv6; the address could be read all the same
        }
        try (PeerServer other = PeerServer.open(six, asked, threads, Credentials.of("other", SECRET))) {
            assertThatThrownBy(() -> channels.at("[::1]:" + other.port(), PATIENCE)
                            .report()
                            .join())
                    .as("it answers, and lets nobody in")
                    .hasCauseInstanceOf(StrangerException.class);
        }
    }

    @Test
    void an_address_that_cannot_be_read_is_one_at_which_nobody_is() {
        for (String address : List.of("", "[::1", "a b:1", "%:1", "::1:1", "a/b:1", "node:port")) {
            assertThatThrownBy(() -> channels.at(address, PATIENCE).report().join())
                    .as(address)
                    .hasCauseInstanceOf(UnreachableException.class);
        }
    }

    @Test
    void a_call_that_nobody_waits_for_any_more_is_let_go_at_the_other_end() throws InterruptedException {
        CompletableFuture<NodeReport> call = line().report();
        Future<?> answering = asked.given().take();
        call.cancel(false);
        assertTimeoutPreemptively(
                PATIENCE, () -> assertThatThrownBy(answering::get).isInstanceOf(CancellationException.class));
    }

    /** What is sent then may be another one's, who is told that it failed. */
    @Test
    @SuppressWarnings("unchecked") // it is the answer to the call
    void a_call_that_is_made_while_another_is_served_goes_on_when_that_one_ends() throws Exception {
        CancellableContext serving = Context.current().withCancellation();
        CompletableFuture<NodeReport> call = serving.call(() -> line().report());
        Future<?> answering = asked.given().take();
        serving.cancel(null);
        NodeReport report = new NodeReport("b", "1", "healthy", 1, 1, 1, 1, List.of(), Map.of());
        assertThat(((CompletableFuture<NodeReport>) answering).complete(report)).isTrue();
        assertThat(call.join()).isEqualTo(report);
    }

    @Test
    void what_is_shown_does_not_hold_the_secret() {
        assertThat(credentials.toString()).doesNotContain(credentials.proof());
        assertThat(credentials.proof()).doesNotContain("sixteen");
    }

    /** By itself gRPC waits ever longer between its attempts: eight of them take more than these 20 s. */
    @Test
    void each_heartbeat_tries_to_connect_to_a_node_that_is_away() throws IOException {
        Duration patience = Duration.ofSeconds(20);
        try (Away away = new Away()) {
            Peer line = channels.at("127.0.0.1:" + away.port(), PATIENCE);
            assertTimeoutPreemptively(patience, () -> {
                while (away.attempts() < 8) {
                    assertThatThrownBy(line.beat(PeerContract.beat("one"))::join)
                            .hasCauseInstanceOf(UnreachableException.class);
                }
            });
        }
    }

    /** A port that ends each connection, and counts them. */
    private static final class Away implements Closeable {
        private final ServerSocket socket = new ServerSocket(0);
        private final AtomicInteger attempts = new AtomicInteger();

        Away() throws IOException {
            Thread counting = new Thread(this::count, "away");
            counting.setDaemon(true);
            counting.start();
        }

        private void count() {
            try {
                while (true) {
                    socket.accept().close();
                    attempts.incrementAndGet();
                }
            } catch (IOException closed) {
                // the end of the test
            }
        }

        int attempts() {
            return attempts.get();
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
