package io.stemedb.web.feed;

import io.stemedb.assertion.AssertionJson;
import io.stemedb.feed.Change;
import io.stemedb.feed.Follower;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Writes changes as events until the client goes, its limit is reached, or the node ends. */
final class EventStream {
    static final String MEDIA_TYPE = "text/event-stream";

    private static final String END = "\n\n";

    /** While nothing comes: tells the client that we live, and us that it does. */
    private static final long HEARTBEAT_NANOS = ChangesServlet.HEARTBEAT.toNanos();

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

    private final OutputStream out;
    private final int shardCount;
    private final long most;
    private final BooleanSupplier stopping;
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private final JsonWriter json = new JsonWriter();
    private long sent;
    private long toldAt;

    EventStream(OutputStream out, int shardCount, long most, BooleanSupplier stopping) {
        this.out = out;
        this.shardCount = shardCount;
        this.most = most;
        this.stopping = stopping;
    }

    void run(Follower following) throws IOException {
        tellPosition("following", following);
        while (sent < most) {
            if (stopping.getAsBoolean()) {
                throw StemeException.of(Refusal.STARTING, "the node is shutting down");
            }
            Follower.Step step = following.step();
            for (Change change : step.changes()) {
                if (sent < most) {
                    write(change);
                }
            }
            if (!step.changes().isEmpty()) {
                send();
            } else if (System.nanoTime() - toldAt > HEARTBEAT_NANOS) {
                tellPosition("heartbeat", following);
            }
            if (!step.more()) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
    }

    /** An id without data is no event, but the place to go on from: who wants little is spared what he did not want. */
    private void tellPosition(String comment, Follower following) throws IOException {
        put(": " + comment + "\nid: " + following.position() + END);
        send();
    }

    private void write(Change change) throws IOException {
        put("id: " + change.position() + "\ndata: ");
        AssertionJson.write(json.clear(), change.recorded(), shardCount);
        json.writeTo(events);
        put(END);
        sent++;
    }

    private void put(String text) throws IOException {
        events.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void send() throws IOException {
        events.writeTo(out);
        out.flush();
        events.reset();
        toldAt = System.nanoTime();
    }

    /** The last event of a stream that cannot go on. */
    static void end(Problem problem, OutputStream out) throws IOException {
        String event = "event: problem\ndata: " + new String(problem.json(), StandardCharsets.UTF_8) + END;
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
