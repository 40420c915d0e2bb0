package io.stemedb.web.direct;

import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.ObjIntConsumer;

/**
 * A reply that is written after its request thread has gone on to other requests. The edge of the node sees to it; it
 * speaks JDK types, since it has other classes.
 */
public final class LateReply {
    /** By this name the edge offers it. */
    private static final String LATE = "io.stemedb.late";

    private static final String BEGUN = LateReply.class.getName();

    private ObjIntConsumer<Runnable> edge;
    private Runnable ended = () -> {};

    private LateReply() {}

    /**
     * Begins a late reply; null if there is no edge to give one.
     *
     * @param patience after which {@code tooLate} writes the reply
     */
    @SuppressWarnings("unchecked") // it comes from other classes, as JDK types
    static LateReply begin(ServletRequest request, Duration patience, Runnable tooLate) {
        if (!(request.getAttribute(LATE) instanceof BiFunction)) {
            return null;
        }
        var edge = (BiFunction<Duration, Runnable, ObjIntConsumer<Runnable>>) request.getAttribute(LATE);
        LateReply reply = new LateReply();
        reply.edge = edge.apply(patience, () -> reply.write(tooLate));
        request.setAttribute(BEGUN, reply);
        return reply;
    }

    /** The one that a request's call has begun, or null. */
    public static LateReply of(ServletRequest request) {
        return (LateReply) request.getAttribute(BEGUN);
    }

    /**
     * To be told, before the request thread leaves, what to do once the reply is written, behind all that it was told
     * before.
     */
    public void whenEnded(Runnable told) {
        Runnable before = ended;
        ended = () -> {
            try {
                before.run();
            } finally {
                told.run();
            }
        };
    }

    /** Writes the reply, once the request thread has left; perhaps on another thread if it has many bytes. */
    void give(Runnable writing, int bytes) {
        edge.accept(() -> write(writing), bytes);
    }

    private void write(Runnable writing) {
        try {
            writing.run();
        } finally {
            ended.run();
        }
    }
}
