package io.stemedb.web.direct;

import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import io.stemedb.web.request.Accept;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A {@code POST} that takes JSON and answers JSON, with nothing between the connection and the call. */
public abstract class DirectServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(DirectServlet.class.getName());

    private static final String ALLOWED = "OPTIONS, POST";

    /** Under this a call leaves the id of what it writes, as a text. */
    protected static final String ID = "io.stemedb.id";

    /** Answers the call at once or later, or refuses it by a {@link StemeException}. */
    protected abstract CompletableFuture<Reply> post(HttpServletRequest request);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            answer(request, response);
        } catch (IOException e) {
            Ending.cutOff(request, e); // There is nobody to tell, and it is no fault of ours.
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            switch (request.getMethod()) {
                case "POST" -> {
                    Accept.oneOf(request, "application/json");
                    answer(request, response, post(request));
                }
                case "OPTIONS" -> {
                    response.setHeader("Allow", ALLOWED);
                    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                }
                default -> {
                    response.setHeader("Allow", ALLOWED);
                    ProblemServlet.send(response, Problem.notAllowed(ALLOWED));
                }
            }
        } catch (StemeException refused) {
            ProblemServlet.send(response, Problem.of(refused));
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", e);
            ProblemServlet.send(response, Problem.unforeseen());
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, CompletableFuture<Reply> reply)
            throws IOException {
        LateReply late = reply.isDone()
                ? null
                : LateReply.begin(request, patience(), () -> send(request, response, null, tooLate(request)));
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

    /** How long a reply is waited for. */
    protected Duration patience() {
        return Duration.ofMinutes(1);
    }

    private StemeException tooLate(HttpServletRequest request) {
        return StemeException.of(
                        Refusal.OUTCOME_UNKNOWN,
                        "the write has not become durable within " + patience().toSeconds() + " seconds, and still may")
                .about((String) request.getAttribute(ID))
                .hinting("ask for the id, or repeat the write: that is safe");
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
