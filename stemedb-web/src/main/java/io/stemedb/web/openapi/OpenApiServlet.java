package io.stemedb.web.openapi;

import io.stemedb.refusal.StemeException;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import io.stemedb.web.request.Parameters;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/** {@code GET /openapi}: every call in detail, in YAML, or in JSON for whoever asks for that. */
@WebServlet({"/openapi", OpenApiServlet.JSON_PATH, OpenApiServlet.YAML_PATH})
public class OpenApiServlet extends HttpServlet {
    static final String JSON_PATH = "/openapi.json";
    static final String YAML_PATH = "/openapi.yaml";

    private static final long serialVersionUID = 1L;

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            switch (request.getMethod()) {
                case "GET", "HEAD" ->
                    send(response, asksForJson(request), request.getMethod().equals("GET"));
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
        }
    }

    private static boolean asksForJson(HttpServletRequest request) {
        String format = Parameters.of(request, "format").text("format");
        if (format != null && !format.equalsIgnoreCase("json") && !format.equalsIgnoreCase("yaml")) {
            throw StemeException.malformed("/format", "must be json or yaml");
        }
        if (format != null) {
            return format.equalsIgnoreCase("json");
        }
        String path = request.getServletPath();
        String accept = request.getHeader("Accept");
        return path.equals(JSON_PATH)
                || (!path.equals(YAML_PATH)
                        && accept != null
                        && accept.toLowerCase(Locale.ROOT).contains("json"));
    }

    private static void send(HttpServletResponse response, boolean json, boolean body) throws IOException {
        byte[] document = json ? Description.json() : Description.yaml();
        response.setContentType(json ? "application/json" : "application/yaml");
        response.setContentLength(document.length);
        response.setHeader("Vary", "Accept");
        if (body) {
            response.getOutputStream().write(document);
        }
    }
}
