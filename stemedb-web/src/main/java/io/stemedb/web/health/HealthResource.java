package io.stemedb.web.health;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /v1/health}: open to everyone, and what the launcher asks before it calls a node ready. */
@Path("/v1/health")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    /** What the answer holds. */
    public record HealthView(String status, String version) {}

    @GET
    public HealthView health() {
        return new HealthView("healthy", "0.1.0");
    }
}
