package io.stemedb.web.task;

import io.stemedb.assertion.Names;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.json.JsonObject;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** {@code POST /admin/compact}: merges all runs into one. */
@Path("/admin/compact")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class CompactResource {
    private static final Set<String> FIELDS = Set.of("reason");
    private static final String NO_REASON = "asked for";

    private final Operations operations;

    protected CompactResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public CompactResource(Operations operations) {
        this.operations = operations;
    }

    @POST
    public Response compact(@Context HttpServletRequest request) {
        Parameters.of(request);
        var limits = operations.limits();
        JsonObject body = Body.jsonOrNothing(request, limits);
        body.refuseUnknown(FIELDS);
        String given = body.text("reason");
        String reason = given == null ? NO_REASON : Names.reason("/reason", given, limits);
        return TaskAnswer.started(operations.compact(reason));
    }
}
