package io.stemedb.web.direct;

import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import io.stemedb.web.request.Accept;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Answers a call in JSON, at once or after its request thread has left. Whatever refuses the call becomes a problem.
 */
public final class DirectCall {
    /** Under this a call leaves the id of what it writes, as a text. */
    public static final String ID = "io.stemedb.id";

    /** Under this a call leaves what its client can do if no answer comes in time, as a text. */
    public static final String IF_TOO_LATE = "io.stemedb.if_too_late";

    private static final System.Logger LOGGER = System.getLogger(DirectCall.class.getName());

    private final Duration patience;
    private final String[] types;

    /** What a call does. */
    @FunctionalInterface
    public interface Work {
        /** Gives the reply now or later, or refuses the call by a {@link StemeException}. */
        CompletableFuture<Reply> begin(HttpServletRequest request);
    }

    /**
     * Makes the call.
     *
     * @param patience how long a reply is waited for; then the client is told that the outcome is unknown
     * @param types the media types that the path answers in, {@code application/json} first
     */
    public DirectCall(Duration patience, String... types) {
        this.patience = patience;
        this.types = types.clone();
    }

    /** Answers one request. */
    public void answer(HttpServletRequest request, HttpServletResponse response, Work work) {
        try {
            begin(request, response, work);
        } catch (IOException e) {
            Ending.cutOff(request, e); // There is nobody to tell, and it is no fault of ours.
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
        try {
            Accept.oneOf(request, types);
            answer(request, response, work.begin(request));
        } catch (StemeException refused) {
            ProblemServlet.send(response, Problem.of(refused));
        } catch (CancellationException gone) {
            throw new IOException(gone);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", e);
            ProblemServlet.send(response, Problem.unforeseen());
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, CompletableFuture<Reply> reply)
            throws IOException {
        LateReply late = reply.isDone()
                ? null
                : LateReply.begin(request, patience, () -> send(request, response, null, tooLate(request)));
        if (late == null) {
            send(response, join(reply));
            return;
        }
        var unused = reply.whenComplete((given, refused) -> late.give(
                () -> send(request, response, given, refused),
                given == null ? 0 : given.json().size()));
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, Reply reply, Throwable refused) {
        try {
            if (refused == null) {
                send(response, reply);
            } else {
                ProblemServlet.send(response, problem(refused));
            }
        } catch (IOException gone) {
            Ending.cutOff(request, gone);
        }
    }

    private StemeException tooLate(HttpServletRequest request) {
        String hint = (String) request.getAttribute(IF_TOO_LATE);
        return StemeException.of(
                        Refusal.OUTCOME_UNKNOWN,
                        "the write has not become durable within " + patience.toSeconds() + " seconds, and still may")
                .about((String) request.getAttribute(ID))
                .hinting(hint == null ? "ask for the id, or repeat the write: that is safe" : hint);
    }

    private static Problem problem(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof StemeException refused) {
            return Problem.of(refused);
        }
        LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", cause);
        return Problem.unforeseen();
    }

    private static Reply join(CompletableFuture<Reply> reply) {
        try {
            return reply.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private static void send(HttpServletResponse response, Reply reply) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setContentType("application/json");
        JsonWriter json = reply.json();
        response.setContentLength(json.size());
        json.writeTo(Slices.ofWhole(response.getOutputStream()));
    }
}
