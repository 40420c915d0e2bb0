package io.stemedb.web.task;

import io.stemedb.cluster.operations.Operations;
import io.stemedb.json.JsonObject;
import io.stemedb.refusal.StemeException;
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
import java.util.List;
import java.util.Set;

/** {@code POST /cluster/sync}: of a node without others, has it add up anew what it holds. */
@Path("/cluster/sync")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class SyncResource {
    private final Operations operations;

    protected SyncResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public SyncResource(Operations operations) {
        this.operations = operations;
    }

    @POST
    public Response sync(@Context HttpServletRequest request) {
        Parameters.of(request);
        JsonObject body = Body.jsonOrNothing(request, operations.limits());
        body.refuseUnknown(Set.of("target_nodes", "force"));
        List<String> targets = body.texts("target_nodes");
        if (targets != null && !targets.stream().allMatch(operations.nodeId()::equals)) {
            throw StemeException.malformed("/target_nodes", "the only node is " + operations.nodeId());
        }
        if (!Boolean.TRUE.equals(body.bool("force"))) {
            throw StemeException.malformed(
                    "/force", "there is no other node to compare with; true adds up everything again");
        }
        return TaskAnswer.started(operations.recompute());
    }
}
