package io.stemedb.web.task;

import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.view.TaskView;
import io.stemedb.web.answer.JsonAnswer;
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

/** {@code /admin/scrub}: has the node read all that is on its disk again. */
@Path("/admin/scrub")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ScrubResource {
    private final Operations operations;

    protected ScrubResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public ScrubResource(Operations operations) {
        this.operations = operations;
    }

    @POST
    public Response start(@Context HttpServletRequest request) {
        return TaskAnswer.started(operations(request).scrub());
    }

    @POST
    @Path("pause")
    public Response pause(@Context HttpServletRequest request) {
        return hold(request, true);
    }

    @POST
    @Path("resume")
    public Response resume(@Context HttpServletRequest request) {
        return hold(request, false);
    }

    /** The task as it stands: it takes notice a moment later. */
    private Response hold(HttpServletRequest request, boolean hold) {
        return JsonAnswer.of(202, TaskView.of(operations(request).pauseScrub(hold)))
                .build();
    }

    /** Once the request is what it must be: an empty object, as JSON. */
    private Operations operations(HttpServletRequest request) {
        Parameters.of(request);
        Body.jsonOrNothing(request, operations.limits()).refuseUnknown(Set.of());
        return operations;
    }
}
