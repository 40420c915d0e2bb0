package io.stemedb.web.problem;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.answer.JsonAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

/** Turns whatever a resource throws into a problem, the container's own refusals included. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOGGER = System.getLogger(ProblemMapper.class.getName());

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof StemeException refused) {
            return response(Problem.of(refused));
        }
        if (thrown instanceof WebApplicationException http) {
            return of(http);
        }
        if (thrown instanceof CancellationException) { // he is gone; if he only seems to be, he may ask again
            return response(Problem.of(StemeException.of(Refusal.STARTING, "the answer was given up; ask again")));
        }
        if (thrown instanceof ProcessingException || thrown instanceof IOException) {
            // A connection that broke off: if anybody still reads this, it is no fault of ours.
            return response(Problem.of(StemeException.malformed("", "the body could not be read")));
        }
        LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", thrown);
        return response(Problem.unforeseen());
    }

    private Response of(WebApplicationException thrown) {
        int status = thrown.getResponse().getStatus();
        if (status < 400) {
            return thrown.getResponse();
        }
        if (status >= 500) {
            LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", thrown);
        }
        // A parameter that cannot be converted is a 404 to JAX-RS; so is a path nobody serves.
        Problem problem = thrown instanceof NotFoundException && thrown.getCause() != null
                ? Problem.of(Refusal.MALFORMED, "the path cannot be read", null)
                : Problem.ofStatus(status, request);
        if (thrown instanceof NotAllowedException) {
            String allowed = inOrder(thrown.getResponse().getHeaderString(HttpHeaders.ALLOW));
            return builder(Problem.notAllowed(allowed))
                    .header(HttpHeaders.ALLOW, allowed)
                    .build();
        }
        return response(problem);
    }

    /** JAX-RS names methods in any order and without a blank; every other 405 of ours names them like this. */
    private static String inOrder(String allowed) {
        if (allowed == null) {
            return null;
        }
        Set<String> methods = new TreeSet<>();
        for (String method : allowed.split(",")) {
            methods.add(method.strip());
        }
        if (methods.contains("GET")) {
            methods.add("HEAD"); // it takes that too, and tells so to some methods only
        }
        return String.join(", ", methods);
    }

    /** The answer that carries a problem. */
    public static Response response(Problem problem) {
        return builder(problem).build();
    }

    private static Response.ResponseBuilder builder(Problem problem) {
        Response.ResponseBuilder builder = JsonAnswer.of(problem.status(), Problem.MEDIA_TYPE, problem.json());
        return builder.header(HttpHeaders.RETRY_AFTER, problem.retryAfter());
    }
}
