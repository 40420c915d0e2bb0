package io.stemedb.web.cluster;

import io.stemedb.cluster.gateway.SeedView;
import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.operations.Operations;
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
import java.util.Set;

/** {@code POST /admin/cluster/forget-seed}: a seed that never answered counts no more. */
@Path("/admin/cluster/forget-seed")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ForgetSeedResource {
    private final Gateway gateway;
    private final Operations operations;

    protected ForgetSeedResource() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public ForgetSeedResource(Gateway gateway, Operations operations) {
        this.gateway = gateway;
        this.operations = operations;
    }

    @POST
    public Response forget(@Context HttpServletRequest request) {
        Parameters.of(request);
        JsonObject body = Body.json(request, operations.limits());
        body.refuseUnknown(Set.of("seed", "dry_run"));
        String seed = body.text("seed");
        if (seed == null || seed.isEmpty()) {
            throw StemeException.malformed("/seed", "an address is needed, as unresolved_seeds has it");
        }
        SeedView view = gateway.forgetSeed(seed, Boolean.TRUE.equals(body.bool("dry_run")));
        return JsonAnswer.of(200, view).build();
    }
}
