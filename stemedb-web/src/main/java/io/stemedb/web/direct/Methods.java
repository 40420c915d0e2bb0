package io.stemedb.web.direct;

import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What is answered to the methods that a path does nothing with. */
public final class Methods {
    private Methods() {}

    /** Names the methods that are allowed: to {@code OPTIONS} as an answer, to any other one as a refusal. */
    public static void tell(HttpServletRequest request, HttpServletResponse response, String allowed)
            throws IOException {
        response.setHeader("Allow", allowed);
        if (request.getMethod().equals("OPTIONS")) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            ProblemServlet.send(response, Problem.notAllowed(allowed));
        }
    }
}
