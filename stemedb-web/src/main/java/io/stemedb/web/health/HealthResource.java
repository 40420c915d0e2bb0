package io.stemedb.web.health;

import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.node.Node;
import io.stemedb.cluster.node.NodeState;
import io.stemedb.cluster.node.NodeState.Failed;
import io.stemedb.cluster.node.NodeState.Open;
import io.stemedb.cluster.node.NodeState.Starting;
import io.stemedb.engine.EngineStatus;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /v1/health}: open to everyone, and what the launcher asks before it calls a node ready. */
@Path("/v1/health")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class HealthResource {
    /**
     * The launcher gives each start a name, and knows by it that its own application answers. Who asks by that name is
     * the launcher.
     */
    private static final String START = System.getProperty("stemedb.node.start");

    private static final String START_HEADER = "StemeDB-Start";

    private final Node node;

    protected HealthResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public HealthResource(Node node) {
        this.node = node;
    }

    @GET
    public Response health(@Context HttpServletRequest request) {
        Parameters.of(request);
        NodeState state = node.state();
        if (state instanceof Open && node.isBeingTried() && !isOfTheLauncher(request)) {
            return unavailable("starting", "the node makes its first calls");
        }
        if (state instanceof Open open) {
            return opened(open.engine().status(), node.gateway(), isOfTheLauncher(request));
        }
        if (state instanceof Failed failed) {
            return unavailable("failed", failed.cause());
        }
        return state instanceof Starting starting
                ? unavailable("starting", "records read back from the journal so far: " + starting.replayed())
                : unavailable("draining", "the node is shutting down");
    }

    private static boolean isOfTheLauncher(HttpServletRequest request) {
        return START != null && START.equals(request.getHeader(START_HEADER));
    }

    /**
     * Its launcher calls a node ready that waits for others: it does what it can, and nobody else may start before
     * it.
     */
    private static Response opened(EngineStatus status, Gateway gateway, boolean ofTheLauncher) {
        String concern = ofTheLauncher ? "" : gateway.concern();
        boolean waits = concern.equals(Gateway.WAITING);
        return JsonAnswer.of(
                        status.refusal() == null && !waits ? 200 : 503,
                        HealthDocument.of(status, gateway.assertionCount(), concern))
                .header(START_HEADER, START)
                .build();
    }

    private static Response unavailable(String status, String detail) {
        return JsonAnswer.of(503, HealthDocument.of(status, detail))
                .header(START_HEADER, START)
                .build();
    }
}
