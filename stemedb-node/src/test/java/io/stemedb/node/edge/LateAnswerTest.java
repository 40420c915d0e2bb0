package io.stemedb.node.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Late answers through the server's own HTTP, without an application server: two request threads, and a test that
 * answers.
 */
class LateAnswerTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int SMALL = 10;

    private final Gate gate = new Gate();
    private final HttpServer server = new HttpServer();
    private final List<Socket> clients = new ArrayList<>();

    /** What the test answers with, by path. */
    private final Map<String, Owed> owed = new ConcurrentHashMap<>();

    private record Owed(Request request, Response response, ObjIntConsumer<Runnable> late) {
        /** Answers with the name of the thread that writes. */
        void pay(int size) {
            late.accept(() -> write(response, Thread.currentThread().getName(), size), size);
        }
    }

    private static void write(Response response, String text, int size) {
        try {
            String padded = text + " ".repeat(Math.max(0, size - text.length()));
            response.setContentLength(padded.length());
            response.getOutputStream().write(padded.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            response.setDetailMessage("gone");
        }
    }

    /**
     * As the edge calls an application: {@code /at-once} is answered by its request thread, all else when the test says
     * so.
     */
    private final class Application extends HttpHandler {
        @Override
        public RequestExecutorProvider getRequestExecutorProvider() {
            return EdgeThreads::of;
        }

        @Override
        public void service(Request request, Response response) {
            gate.enter(request);
            request.addAfterServiceListener(gate::leave);
            LateAnswer late = new LateAnswer(gate, request, response);
            String path = request.getRequestURI() + (request.getQueryString() == null ? "" : request.getQueryString());
            Duration patience = path.startsWith("/hasty") ? Duration.ofMillis(1) : LONG;
            if (path.startsWith("/at-once")) {
                write(response, "at once", SMALL);
            } else {
                Owed one = new Owed(request, response, late.apply(patience, () -> write(response, "too late", SMALL)));
                if (path.startsWith("/early")) {
                    one.pay(SMALL);
                }
                owed.put(path, one);
            }
            late.leave();
        }
    }

    @BeforeEach
    void start() throws IOException {
        gate.open();
        NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
        listener.getTransport()
                .setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                        .setPoolName("request")
                        .setCorePoolSize(2)
                        .setMaxPoolSize(2));
        listener.getTransport().setIOStrategy(EdgeThreads.getInstance());
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(new Application(), "/");
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.shutdownNow();
    }

    private Socket send(String... paths) throws IOException {
        Socket client = new Socket(
                InetAddress.getLoopbackAddress(), server.getListener("test").getPort());
        client.setSoTimeout(30_000);
        clients.add(client);
        sendOn(client, paths);
        return client;
    }

    private static void sendOn(Socket client, String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        client.getOutputStream().write(requests.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private Owed awaitCall(String path) {
        return await("a call of " + path).until(() -> owed.get(path), found -> found != null);
    }

    /** The body of the next answer. */
    private static String answer(BufferedReader in) throws IOException {
        int length = 0;
        assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).trim());
            }
        }
        char[] body = new char[length];
        for (int at = 0; at < length; ) {
            at += in.read(body, at, length - at);
        }
        return new String(body).trim();
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private void awaitNobodyInside() {
        await("an empty gate").until(() -> gate.underWay().isEmpty());
    }

    @Test
    void many_more_wait_for_answers_than_there_are_threads_and_another_call_is_answered() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(send("/later/" + i));
            awaitCall("/later/" + i);
        }
        assertThat(answer(reader(send("/at-once")))).isEqualTo("at once");
        assertThat(gate.underWay())
                .as("a node that stops waits for all of them")
                .hasSizeGreaterThanOrEqualTo(50);
        for (int i = 0; i < 50; i++) {
            owed.get("/later/" + i).pay(SMALL);
            assertThat(answer(reader(waiting.get(i)))).isNotEmpty();
        }
        awaitNobodyInside();
    }

    @Test
    void requests_that_came_together_are_answered_in_their_order() throws IOException {
        BufferedReader in = reader(send("/later/1", "/at-once", "/early", "/later/2"));
        awaitCall("/later/1").pay(SMALL);
        assertThat(answer(in)).isNotEmpty();
        assertThat(answer(in)).isEqualTo("at once");
        assertThat(answer(in)).as("written by its request thread").isNotEmpty();
        awaitCall("/later/2").pay(SMALL);
        assertThat(answer(in)).isNotEmpty();
        awaitNobodyInside();
    }

    @Test
    void a_write_that_comes_while_another_is_answered_late_is_read_once_that_is_answered() throws IOException {
        Socket client = send("/v1/assert?first");
        BufferedReader in = reader(client);
        awaitCall("/v1/assertfirst").pay(SMALL);
        assertThat(answer(in)).isNotEmpty();
        sendOn(client, "/v1/assert?second");
        Owed second = awaitCall("/v1/assertsecond");
        await("the listener's own thread, which has left").until(second.response()::isSuspended);
        sendOn(client, "/v1/assert?third");
        for (int i = 0; i < 20; i++) {
            assertThat(answer(reader(send("/at-once")))).isEqualTo("at once");
        }
        assertThat(owed).as("what has been read by now").doesNotContainKey("/v1/assertthird");
        second.pay(1 << 20);
        assertThat(answer(in)).startsWith("request");
        awaitCall("/v1/assertthird").pay(SMALL);
        assertThat(answer(in)).isNotEmpty();
        awaitNobodyInside();
    }

    @Test
    void a_small_answer_is_written_where_requests_are_read_and_a_large_one_by_a_request_thread() throws IOException {
        BufferedReader in = reader(send("/later/1", "/later/2"));
        awaitCall("/later/1").pay(SMALL);
        assertThat(answer(in)).contains("SelectorRunner");
        awaitCall("/later/2").pay(1 << 20);
        assertThat(answer(in)).startsWith("request");
    }

    @Test
    void a_client_that_reads_nothing_holds_up_nobody_but_itself() throws IOException {
        Socket deaf = send("/later/1", "/later/2", "/later/3");
        awaitCall("/later/1").pay(8 << 20); // far more than the kernel takes
        Socket other = send("/later/4");
        awaitCall("/later/4").pay(SMALL);
        assertThat(answer(reader(other))).contains("SelectorRunner");
        deaf.close();
    }

    @Test
    void a_client_that_went_away_is_let_go_with_its_answer() throws IOException {
        Socket gone = send("/later/1");
        Owed answer = awaitCall("/later/1");
        gone.setSoLinger(true, 0);
        gone.close();
        answer.pay(SMALL);
        awaitNobodyInside();
        assertThat(answer(reader(send("/at-once")))).isEqualTo("at once");
    }

    @Test
    void a_connection_that_the_node_closes_is_let_go_at_once_and_its_answer_goes_nowhere() throws IOException {
        send("/later/1");
        Owed answer = awaitCall("/later/1");
        await("a thread that has left").until(answer.response()::isSuspended);
        answer.request().getContext().getConnection().closeSilently();
        awaitNobodyInside();
        answer.pay(SMALL);
        assertThat(answer(reader(send("/at-once")))).isEqualTo("at once");
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_replaced_and_dropped_if_it_still_comes() throws IOException {
        Socket client = send("/hasty");
        Owed answer = awaitCall("/hasty");
        BufferedReader in = reader(client);
        assertThat(answer(in)).isEqualTo("too late");
        answer.pay(SMALL);
        sendOn(client, "/at-once");
        assertThat(answer(in)).as("what follows is the next answer").isEqualTo("at once");
        awaitNobodyInside();
    }
}
