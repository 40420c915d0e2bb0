package io.stemedb.node.edge;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.ObjIntConsumer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.server.Response.SuspendedContextImpl;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.nio.SelectorHandler;

/**
 * An answer that the application gives after its request thread has left, from a thread of its own. The application
 * gets it as JDK types, since it has other classes: a function of how long an answer is waited for and of what to write
 * if none comes, which gives what takes the answer and about how many bytes it has.
 *
 * <p>Whatever comes first is written, and only once the request thread has left the server: until then the server still
 * works on request and response. An answer that is there before the request thread leaves is written by that thread.
 */
final class LateAnswer implements BiFunction<Duration, Runnable, ObjIntConsumer<Runnable>>, ObjIntConsumer<Runnable> {
    /** By this name an application finds it in its request. */
    static final String NAME = "io.stemedb.late";

    /** A thread that many answers wait for writes no more than what the kernel takes at once. */
    private static final int MOST_BYTES_AT_ONCE = 16 * 1024;

    private static final System.Logger LOGGER = System.getLogger(LateAnswer.class.getName());

    /**
     * What stands in place of an answer: before there is one, and behind it. Lambdas would do if it were said that two
     * of them are never the same.
     */
    private enum Without implements Runnable {
        LEFT,
        ANSWERED;

        @Override
        public void run() {}
    }

    private final Gate gate;
    private final Request request;
    private final Response response;
    private final FilterChainContext context;
    private final AtomicReference<Runnable> state = new AtomicReference<>();
    private Duration patience;
    private Runnable tooLate;

    LateAnswer(Gate gate, Request request, Response response) {
        this.gate = gate;
        this.request = request;
        this.response = response;
        this.context = request.getContext();
    }

    /** The application will answer later; if not in time, {@code ifNeverAnswered} does. */
    @Override
    public ObjIntConsumer<Runnable> apply(Duration inTime, Runnable ifNeverAnswered) {
        patience = inTime;
        tooLate = ifNeverAnswered;
        return this;
    }

    /** The application answers; from any thread. Only the first answer counts. */
    @Override
    public void accept(Runnable answer, int bytes) {
        if (!state.compareAndSet(null, answer) && state.compareAndSet(Without.LEFT, Without.ANSWERED)) {
            NIOConnection connection = (NIOConnection) context.getConnection();
            if (bytes <= MOST_BYTES_AT_ONCE && connection.getAsyncWriteQueue().spaceInBytes() == 0) {
                onListener(connection, answer);
            } else {
                elsewhere(answer);
            }
        }
    }

    /** The request thread leaves; false if the request has been answered, or will not be answered later. */
    boolean leave() {
        if (tooLate == null) {
            return false;
        }
        Runnable answer = state.get();
        if (answer != null) {
            answer.run();
            return false;
        }
        // Nothing more is read from the connection until the answer is written. On the listener's own thread the server
        // would go on to read, and the next request would meet one that is still being answered.
        context.suspend();
        // The timeout comes behind it: the server's own way to set both fails on a connection that has just been
        // closed.
        response.suspend(-1, TimeUnit.MILLISECONDS, new Forgotten(), late -> {
            if (state.compareAndSet(Without.LEFT, Without.ANSWERED)) {
                elsewhere(tooLate);
            }
            return false;
        });
        response.getSuspendContext().setTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!state.compareAndSet(null, Without.LEFT)) {
            finish(state.get());
        }
        return true;
    }

    /** On the thread that read the request, whose caches have what the next request of this connection needs. */
    private void onListener(NIOConnection connection, Runnable answer) {
        SelectorHandler tasks = ((NIOTransport) connection.getTransport()).getSelectorHandler();
        tasks.execute(
                connection.getSelectorRunner(),
                () -> {
                    finish(answer);
                    return true;
                },
                null);
    }

    private void elsewhere(Runnable answer) {
        Connection<?> connection = context.getConnection();
        try {
            connection.getTransport().getWorkerThreadPool().execute(() -> finish(answer));
        } catch (RejectedExecutionException full) {
            // Nobody is there to write it, and a connection that is not closed would be read no more.
            connection.closeSilently();
            answer.run();
        }
    }

    private void finish(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException | Error unforeseen) {
            LOGGER.log(System.Logger.Level.ERROR, "an answer could not be written", unforeseen);
            context.getConnection().closeSilently();
        }
        // Not the response's own resume, which goes on also if the connection was closed meanwhile.
        if (((SuspendedContextImpl) response.getSuspendContext()).markResumed()) {
            context.resume();
        }
    }

    /** The connection was closed while the answer was awaited: the server forgets the request, and so does the gate. */
    private final class Forgotten extends EmptyCompletionHandler<Response> {
        @Override
        public void cancelled() {
            gate.leave(request);
        }
    }
}
