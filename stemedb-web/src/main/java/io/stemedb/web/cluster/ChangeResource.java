package io.stemedb.web.cluster;

import io.stemedb.assertion.Names;
import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Changes.Outlook;
import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.view.Plan;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Calls that change what the cluster is: which nodes belong to it, what they keep, and who leads. Each starts a task; a
 * dry run answers what it would do, and what speaks against it.
 */
@Path("/admin")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ChangeResource {
    private static final Set<String> EVERY = Set.of("dry_run", "force", "reason");

    private final Gateway gateway;
    private final Operations operations;

    protected ChangeResource() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public ChangeResource(Gateway gateway, Operations operations) {
        this.gateway = gateway;
        this.operations = operations;
    }

    @POST
    @Path("cluster/remove")
    public Response remove(@Context HttpServletRequest request) {
        JsonObject body = known(Body.json(request, operations.limits()), "node_id", "unsafe_lost_quorum");
        String node = named(body, "node_id");
        Change change = new Change.Remove(node, isSet(body, "force"), isSet(body, "unsafe_lost_quorum"));
        return answer(request, body, change);
    }

    @POST
    @Path("cluster/settings")
    public Response settings(@Context HttpServletRequest request) {
        JsonObject body = known(Body.json(request, operations.limits()), "factor");
        Integer factor = body.integer("factor");
        if (factor == null) {
            throw StemeException.malformed("/factor", "how many nodes are to keep each shard is needed")
                    .hinting("GET /cluster/status shows how many do now");
        }
        return answer(request, body, new Change.Factor(factor, 0));
    }

    @POST
    @Path("nodes/{id}/drain")
    public Response drain(@PathParam("id") String node, @Context HttpServletRequest request) {
        return answer(request, reasons(request), new Change.Drain(node));
    }

    @POST
    @Path("nodes/{id}/undrain")
    public Response undrain(@PathParam("id") String node, @Context HttpServletRequest request) {
        return answer(request, reasons(request), new Change.Undrain(node));
    }

    /** Without a shard the node gets its fair share. */
    @POST
    @Path("shards/rebalance")
    public Response rebalance(@Context HttpServletRequest request) {
        JsonObject body = known(Body.json(request, operations.limits()), "shard_id", "target_node");
        String node = named(body, "target_node");
        String shard = body.text("shard_id");
        Change change =
                shard == null ? new Change.Rebalance(node) : new Change.Pin(shard("/shard_id", shard), node, true, "");
        return answer(request, body, change);
    }

    /** Without a node the holder leads that would lead next. */
    @POST
    @Path("shards/{id}/elect-leader")
    public Response electLeader(@PathParam("id") String id, @Context HttpServletRequest request) {
        JsonObject body = known(Body.jsonOrNothing(request, operations.limits()), "node_id");
        String node = body.text("node_id");
        Change change = new Change.Pin(shard("/id", id), node == null ? "" : node, false, "");
        return answer(request, body, change);
    }

    @POST
    @Path("shards/{id}/unpin")
    public Response unpin(@PathParam("id") String id, @Context HttpServletRequest request) {
        Change change = new Change.Unpin(shard("/id", id), "");
        return answer(request, reasons(request), change);
    }

    private JsonObject reasons(HttpServletRequest request) {
        return known(Body.jsonOrNothing(request, operations.limits()));
    }

    /** Before a field is missed: it may be there under another name. */
    private static JsonObject known(JsonObject body, String... fields) {
        Set<String> known = new HashSet<>(EVERY);
        known.addAll(Arrays.asList(fields));
        body.refuseUnknown(known);
        return body;
    }

    private Response answer(HttpServletRequest request, JsonObject body, Change change) {
        Parameters.of(request);
        String reason = body.has("reason") ? Names.reason("/reason", body.text("reason"), operations.limits()) : null;
        if (isSet(body, "dry_run")) {
            Outlook outlook = gateway.look(change);
            return JsonAnswer.of(200, new Plan(outlook.plan(), outlook.against()))
                    .build();
        }
        return TaskAnswer.started(gateway.change(change, isSet(body, "force"), reason));
    }

    private int shard(String field, String id) {
        try {
            return operations.shardNumber(id);
        } catch (StemeException unknown) {
            throw unknown.at(field).hinting("GET /cluster/shards lists them");
        }
    }

    private static String named(JsonObject body, String field) {
        String node = body.text(field);
        if (node == null || node.isEmpty()) {
            throw StemeException.malformed("/" + field, "the id of a member is needed")
                    .hinting("GET /cluster/members lists them");
        }
        return node;
    }

    private static boolean isSet(JsonObject body, String field) {
        return Boolean.TRUE.equals(body.bool(field));
    }
}
