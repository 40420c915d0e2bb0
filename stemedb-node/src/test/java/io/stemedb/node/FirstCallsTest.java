package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstCallsTest {
    private static final String NO_PLACE = "{\"detail\":\"128 of the API are in use (limits.connections)\"}";
    private static final FirstCalls.Call CALL = FirstCalls.Call.post("/v1/retract", "application/json", "{}");

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Turns the first calls away for want of a connection, and answers those behind. */
    private FirstCalls turnedAway(int calls) {
        server.createContext("/", exchange -> {
            boolean away = asked.getAndIncrement() < calls;
            byte[] body = (away ? NO_PLACE : "{\"type\":\"malformed\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(away ? 503 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new FirstCalls(
                "127.0.0.1", Duration.ofSeconds(1), () -> clock.getAndAdd(10_000_000), stopped::get, Credential.NONE);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    @Test
    void a_call_that_finds_no_connection_is_made_again() throws InterruptedException {
        assertThat(turnedAway(2).make(CALL, port())).isEmpty();
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_node_whose_clients_hold_every_connection_serves_with_a_warning() throws InterruptedException {
        FirstCalls calls = turnedAway(Integer.MAX_VALUE);
        clock.set(Duration.ofMinutes(1).toNanos());
        assertThat(calls.make(CALL, port()).orElseThrow()).contains("POST", "/v1/retract", "limits.connections");
    }

    @Test
    void a_node_that_is_to_stop_does_not_try_again() throws InterruptedException {
        stopped.set(true);
        assertThat(turnedAway(Integer.MAX_VALUE).make(CALL, port())).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void nobody_who_answers_is_a_warning_too() throws IOException, InterruptedException {
        FirstCalls calls = new FirstCalls("127.0.0.1", Duration.ZERO, () -> 0, stopped::get, Credential.NONE);
        int nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        assertThat(calls.make(CALL, nobody).orElseThrow()).contains("was not answered");
    }
}
