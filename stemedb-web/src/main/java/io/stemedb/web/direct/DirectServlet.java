package io.stemedb.web.direct;

import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import io.stemedb.web.request.Accept;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A {@code POST} that takes JSON and answers JSON, with nothing between the connection and the call. */
public abstract class DirectServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(DirectServlet.class.getName());

    private static final String ALLOWED = "OPTIONS, POST";

    /** Answers the call, or refuses it by a {@link StemeException}. */
    protected abstract Reply post(HttpServletRequest request);

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
                    send(response, post(request));
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

    private static void send(HttpServletResponse response, Reply reply) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setContentType("application/json");
        JsonWriter json = reply.json();
        response.setContentLength(json.size());
        json.writeTo(Slices.ofWhole(response.getOutputStream()));
    }
}
