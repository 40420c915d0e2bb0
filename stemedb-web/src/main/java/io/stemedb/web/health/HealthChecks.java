package io.stemedb.web.health;

import io.stemedb.cluster.node.Gateway;
import io.stemedb.cluster.node.Node;
import io.stemedb.cluster.node.NodeState.Failed;
import io.stemedb.cluster.node.NodeState.Open;
import io.stemedb.cluster.node.NodeState.Starting;
import io.stemedb.refusal.StemeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What orchestrators ask: has it started, should it be left alone, may it be sent requests. */
@ApplicationScoped
public class HealthChecks {
    private static final String READY = "stemedb-ready";

    private final Node node;

    protected HealthChecks() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public HealthChecks(Node node) {
        this.node = node;
    }

    @Produces
    @ApplicationScoped
    @Startup
    HealthCheck started() {
        return () -> answer(
                "stemedb-started",
                !(node.state() instanceof Starting) && !(node.state() instanceof Failed) && !node.isBeingTried());
    }

    /** A node that is slow to start or read-only is alive: killing it would not mend it. */
    @Produces
    @ApplicationScoped
    @Liveness
    HealthCheck live() {
        return () -> answer("stemedb-live", !(node.state() instanceof Failed));
    }

    @Produces
    @ApplicationScoped
    @Readiness
    HealthCheck ready() {
        return () -> node.state() instanceof Open open && !node.isBeingTried()
                ? ready(open.engine().status().refusal(), node.gateway().concern())
                : answer(READY, false);
    }

    /** As {@code /v1/health}: a node that waits for others takes no writes at quorum, and may lack what they have. */
    private static HealthCheckResponse ready(StemeException refusal, String concern) {
        boolean waits = concern.equals(Gateway.WAITING);
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(READY).status(refusal == null && !waits);
        if (refusal != null) {
            answer.withData("reason", refusal.refusal().slug()).withData("detail", refusal.getMessage());
        } else if (waits) {
            answer.withData("reason", concern)
                    .withData("detail", "no cluster is founded yet: GET /cluster/health says what is missing");
        }
        return answer.build();
    }

    private static HealthCheckResponse answer(String name, boolean up) {
        return HealthCheckResponse.named(name).status(up).build();
    }
}
