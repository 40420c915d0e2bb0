package io.stemedb.web.shard;

import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.cluster.operations.ShardView.Order;
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

/**
 * {@code /cluster/shards}, {@code /v1/admin/ranges} and {@code /v1/shards/{id}}: the same under the names that tools
 * look for.
 */
@Path("/")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ShardResource {
    private final Operations operations;
    private final Gateway gateway;

    protected ShardResource() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public ShardResource(Operations operations, Gateway gateway) {
        this.operations = operations;
        this.gateway = gateway;
    }

    @GET
    @Path("cluster/shards")
    public Response shards(@Context HttpServletRequest request) {
        Order order = Order.of(Parameters.of(request, "sort").text("sort"));
        ShardView.Shards shards = gateway.shards();
        return JsonAnswer.of(200, new ShardView.Shards(order.sorted(shards.shards()), shards.metaVersion()))
                .build();
    }

    @GET
    @Path("v1/admin/ranges")
    public Response ranges(@Context HttpServletRequest request) {
        Order order = Order.of(Parameters.of(request, "sort").text("sort"));
        ShardView.Shards shards = gateway.shards();
        return JsonAnswer.of(200, new ShardView.Ranges(order.sorted(shards.shards()), shards.metaVersion()))
                .build();
    }

    /** The id may be {@code 17}, {@code shard-17} or {@code shard_17}. */
    @GET
    @Path("v1/shards/{id}")
    public Response shard(@PathParam("id") String id, @Context HttpServletRequest request) {
        Parameters.of(request);
        int shard = operations.shardNumber(id);
        return JsonAnswer.of(200, gateway.shards().shards().get(shard)).build();
    }
}
