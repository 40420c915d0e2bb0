package io.stemedb.web.task;

import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.view.Differences;
import io.stemedb.json.JsonObject;
import io.stemedb.refusal.StemeException;
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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code POST /cluster/sync}: compares nodes and copies what one lacks; of a node without others, has it add up anew
 * what it holds.
 */
@Path("/cluster/sync")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class SyncResource {
    private final Gateway gateway;
    private final Operations operations;

    protected SyncResource() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public SyncResource(Gateway gateway, Operations operations) {
        this.gateway = gateway;
        this.operations = operations;
    }

    @POST
    public Response sync(@Context HttpServletRequest request) {
        Parameters.of(request);
        JsonObject body = Body.jsonOrNothing(request, operations.limits());
        body.refuseUnknown(Set.of("target_nodes", "force", "preview"));
        List<String> named = body.texts("target_nodes");
        Set<String> targets = named == null ? Set.of() : Set.copyOf(new TreeSet<>(named));
        boolean force = Boolean.TRUE.equals(body.bool("force"));
        if (!Boolean.TRUE.equals(body.bool("preview"))) {
            return TaskAnswer.started(gateway.sync(targets, force));
        }
        if (force) {
            throw StemeException.malformed(
                    "/preview", "a forced comparison reads everything again, which takes a task");
        }
        return JsonAnswer.of(200, Differences.of(gateway.differences(targets))).build();
    }
}
