package io.stemedb.web.health;

import io.stemedb.engine.EngineStatus;
import io.stemedb.json.JsonWriter;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.node.Node;
import io.stemedb.web.node.NodeState;
import io.stemedb.web.node.NodeState.Failed;
import io.stemedb.web.node.NodeState.Open;
import io.stemedb.web.node.NodeState.Starting;
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
    private static final String VERSION = Release.version();

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
        if (state instanceof Open open) {
            return opened(open.engine().status());
        }
        if (state instanceof Failed failed) {
            return unavailable("failed", failed.cause());
        }
        return state instanceof Starting starting
                ? unavailable("starting", "records read back from the journal so far: " + starting.replayed())
                : unavailable("draining", "the node is shutting down");
    }

    private static Response opened(EngineStatus status) {
        boolean readOnly = status.readOnlyReason() != null;
        long held = status.store().assertions();
        JsonWriter out = new JsonWriter().beginObject();
        out.name("status").string(readOnly ? "read-only" : "healthy");
        if (readOnly) {
            out.name("detail").string(status.readOnlyReason());
        }
        out.name("node_id").string(status.nodeId());
        out.name("version").string(VERSION);
        out.name("assertion_count").number(held);
        out.name("stored_assertions").number(held);
        if (status.opening().tornTail() != null) {
            out.name("torn_tail").string(status.opening().tornTail());
        }
        return JsonAnswer.of(readOnly ? 503 : 200, out.endObject()).build();
    }

    private static Response unavailable(String status, String detail) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("status").string(status);
        out.name("detail").string(detail);
        out.name("version").string(VERSION);
        return JsonAnswer.of(503, out.endObject()).build();
    }
}
