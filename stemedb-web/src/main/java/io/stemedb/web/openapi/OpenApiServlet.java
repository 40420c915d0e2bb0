package io.stemedb.web.openapi;

import io.stemedb.refusal.StemeException;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.problem.ProblemServlet;
import io.stemedb.web.request.Accept;
import io.stemedb.web.request.Parameters;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /openapi}: every call in detail, in YAML, or in JSON for whoever asks for that. */
@WebServlet(
        value = {"/openapi", OpenApiServlet.JSON_PATH, OpenApiServlet.YAML_PATH},
        loadOnStartup = 1)
public class OpenApiServlet extends HttpServlet {
    static final String JSON_PATH = "/openapi.json";
    static final String YAML_PATH = "/openapi.yaml";

    private static final long serialVersionUID = 1L;

    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";
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
        return switch (request.getServletPath()) {
            case JSON_PATH -> Accept.oneOf(request, JSON).equals(JSON);
            case YAML_PATH -> Accept.oneOf(request, YAML).equals(JSON);
            default -> Accept.oneOf(request, YAML, JSON).equals(JSON);
        };
    }

    private static void send(HttpServletResponse response, boolean json, boolean body) throws IOException {
        byte[] document = json ? Description.json() : Description.yaml();
        response.setContentType(json ? JSON : YAML);
        response.setContentLength(document.length);
        response.setHeader("Vary", "Accept");
        if (body) {
            response.getOutputStream().write(document);
        }
    }
}
