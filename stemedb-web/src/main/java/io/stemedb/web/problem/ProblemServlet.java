package io.stemedb.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where the container's own errors end: those that arise before or behind JAX-RS. */
@WebServlet(value = ProblemServlet.PATH, loadOnStartup = 1)
public class ProblemServlet extends HttpServlet {
    /** Named in {@code web.xml} as the error page; asked for directly it is a path like any that is not there. */
    static final String PATH = "/_problem";

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(ProblemServlet.class.getName());

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            answer(request, response);
        } catch (IOException e) {
            // The client has gone: there is nobody to tell, and it is no fault of ours.
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (thrown != null && !(thrown instanceof IOException)) {
            LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", thrown);
        }
        Integer status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        send(response, Problem.ofStatus(status == null ? 404 : status, request));
    }

    /** Writes a problem as the whole answer. */
    public static void send(HttpServletResponse response, Problem problem) throws IOException {
        byte[] json = problem.json();
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(json.length);
        if (problem.retryAfter() != null) {
            response.setHeader("Retry-After", problem.retryAfter());
        }
        response.getOutputStream().write(json);
    }
}
