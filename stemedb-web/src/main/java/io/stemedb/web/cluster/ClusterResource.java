package io.stemedb.web.cluster;

import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code /cluster/members}, {@code /cluster/health}, {@code /cluster/status} and
 * {@code /v1/admin/nodes}. */
@Path("/")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ClusterResource {
    private final Gateway gateway;

    protected ClusterResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public ClusterResource(Gateway gateway) {
        this.gateway = gateway;
    }

    @GET
    @Path("cluster/members")
    public Response members(@Context HttpServletRequest request) {
        String include = Parameters.of(request, "include").text("include");
        if (include != null && !include.equals("removed")) {
            throw StemeException.malformed("/include", "removed is all that can be included");
        }
        return JsonAnswer.of(200, include == null ? gateway.members() : gateway.membersAndRemoved())
                .build();
    }

    /** Always 200: whoever asks wants to know, and a node that answers is not what is unwell. */
    @GET
    @Path("cluster/health")
    public Response health(@Context HttpServletRequest request) {
        Parameters.of(request);
        return JsonAnswer.of(200, healthNow()).build();
    }

    private HealthView healthNow() {
        try {
            return gateway.health();
        } catch (StemeException notOpen) {
            if (notOpen.refusal() != Refusal.STARTING) {
                throw notOpen;
            }
            return HealthView.unknown(new HealthView.Reason("not-open", notOpen.getMessage()));
        }
    }

    @GET
    @Path("cluster/status")
    public Response status(@Context HttpServletRequest request) {
        Parameters.of(request);
        return JsonAnswer.of(200, gateway.status()).build();
    }

    @GET
    @Path("v1/admin/nodes")
    public Response nodes(@Context HttpServletRequest request) {
        Parameters.of(request);
        return JsonAnswer.of(200, gateway.nodes()).build();
    }

    @GET
    @Path("v1/admin/nodes/{id}")
    public Response node(@PathParam("id") String id, @Context HttpServletRequest request) {
        Parameters.of(request);
        Views.NodeView found = gateway.nodes().nodes().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(ClusterResource::unknown);
        return JsonAnswer.of(200, found).build();
    }

    @GET
    @Path("v1/admin/nodes/{id}/shards")
    public Response shards(@PathParam("id") String id, @Context HttpServletRequest request) {
        Parameters.of(request);
        if (gateway.members().members().stream().noneMatch(one -> one.id().equals(id))) {
            throw unknown();
        }
        ShardView.Shards all = gateway.shards();
        List<ShardView> kept = all.shards().stream()
                .filter(shard ->
                        shard.replicas().stream().anyMatch(copy -> copy.nodeId().equals(id)))
                .toList();
        return JsonAnswer.of(200, new ShardView.Shards(kept, all.metaVersion())).build();
    }

    private static StemeException unknown() {
        return StemeException.of(Refusal.UNKNOWN_PATH, "no member has this id")
                .at("/id")
                .hinting("GET /cluster/members lists them");
    }
}
