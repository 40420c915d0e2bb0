package io.stemedb.web.access;

import io.stemedb.audit.AuditEvent;
import io.stemedb.audit.AuditLog.Page;
import io.stemedb.cluster.node.Access;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.json.JsonWriter;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /admin/events}: what operators did on this node, and who was turned away, the newest first. */
@Path("/admin/events")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class EventsResource {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final Access access;
    private final Operations operations;

    protected EventsResource() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public EventsResource(Access access, Operations operations) {
        this.access = access;
        this.operations = operations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Parameters parameters = Parameters.of(request, "limit", "cursor");
        Page page = page(parameters.text("cursor"), parameters.limit(USUAL, MOST));
        String node = operations.nodeId();
        JsonWriter out = new JsonWriter().beginObject();
        out.name("events").beginArray();
        for (AuditEvent event : page.events()) {
            out.beginObject().name("node_id").string(node);
            event.members(out);
            out.endObject();
        }
        out.endArray();
        out.name("next_cursor").string(page.next().orElse(null));
        return JsonAnswer.ok(out.endObject());
    }

    private Page page(String cursor, int limit) {
        try {
            return access.audit().read(cursor, limit);
        } catch (IllegalArgumentException foreign) {
            throw StemeException.of(Refusal.BAD_CURSOR, "this call never handed out this cursor")
                    .at("/cursor");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
