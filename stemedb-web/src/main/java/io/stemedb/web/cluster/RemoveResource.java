package io.stemedb.web.cluster;

import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.json.JsonObject;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import io.stemedb.web.task.TaskAnswer;
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

/** {@code POST /admin/cluster/remove}: takes a member out, for good. */
@Path("/admin/cluster/remove")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class RemoveResource {
    private final Gateway gateway;
    private final Operations operations;

    protected RemoveResource() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public RemoveResource(Gateway gateway, Operations operations) {
        this.gateway = gateway;
        this.operations = operations;
    }

    /**
     * What a removal would do.
     *
     * @param plan in the order in which it is done
     * @param refusals what speaks against it unless it is forced
     */
    public record Plan(List<String> plan, List<String> refusals) {}

    @POST
    public Response remove(@Context HttpServletRequest request) {
        Parameters.of(request);
        JsonObject body = Body.json(request, operations.limits());
        body.refuseUnknown(Set.of("node_id", "force", "dry_run", "reason"));
        String node = body.text("node_id");
        if (node == null || node.isEmpty()) {
            throw StemeException.malformed("/node_id", "the id of a member is needed");
        }
        boolean force = Boolean.TRUE.equals(body.bool("force"));
        String reason = body.text("reason");
        return Boolean.TRUE.equals(body.bool("dry_run"))
                ? JsonAnswer.of(200, new Plan(plan(node, force), gateway.refusalsToRemove(node)))
                        .build()
                : TaskAnswer.started(gateway.remove(node, force, reason));
    }

    private static List<String> plan(String node, boolean force) {
        String out = node + " leaves the cluster, for good under this id";
        return force
                ? List.of(out, "its places in lists go to others afterwards")
                : List.of("the places of " + node + " in lists go to others", "wait until they have all of it", out);
    }
}
