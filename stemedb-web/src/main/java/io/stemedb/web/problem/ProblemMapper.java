package io.stemedb.web.problem;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.answer.JsonAnswer;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;

/** Turns whatever a resource throws into a problem, the container's own refusals included. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOGGER = System.getLogger(ProblemMapper.class.getName());

    private static final int RETRY_SECONDS = 1;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof StemeException refused) {
            return response(Problem.of(refused));
        }
        if (thrown instanceof WebApplicationException http) {
            return of(http);
        }
        if (thrown instanceof ProcessingException || thrown instanceof IOException) {
            // A connection that broke off: nobody reads this, and it is no fault of ours.
            return response(Problem.of(Refusal.MALFORMED, "the body could not be read", null));
        }
        LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", thrown);
        return response(Problem.unforeseen());
    }

    private static Response of(WebApplicationException thrown) {
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
                : Problem.ofStatus(status);
        if (thrown instanceof NotAllowedException) {
            String allowed = withHead(thrown.getResponse().getHeaderString(HttpHeaders.ALLOW));
            return builder(Problem.of(
                            Refusal.METHOD_NOT_ALLOWED,
                            "this path does not take this method",
                            allowed == null ? null : "it takes " + allowed))
                    .header(HttpHeaders.ALLOW, allowed)
                    .build();
        }
        return response(problem);
    }

    /** Wherever there is a GET, HEAD is answered too, which the list of JAX-RS leaves out. */
    private static String withHead(String allowed) {
        return allowed == null || !allowed.contains("GET") || allowed.contains("HEAD") ? allowed : "HEAD," + allowed;
    }

    /** The answer that carries a problem. */
    public static Response response(Problem problem) {
        return builder(problem).build();
    }

    private static Response.ResponseBuilder builder(Problem problem) {
        Response.ResponseBuilder builder = JsonAnswer.of(problem.status(), Problem.MEDIA_TYPE, problem.json());
        if (problem.slug().equals(Refusal.STARTING.slug()) || problem.slug().equals(Refusal.RATE_LIMITED.slug())) {
            builder.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return builder;
    }
}
