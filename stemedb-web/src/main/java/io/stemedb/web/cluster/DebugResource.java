package io.stemedb.web.cluster;

import io.stemedb.cluster.node.Gateway;
import io.stemedb.json.JsonWriter;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /admin/debug/export}: everything that whoever helps an operator would ask for, in one answer. */
@Path("/admin/debug/export")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class DebugResource {
    private final Gateway gateway;

    protected DebugResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public DebugResource(Gateway gateway) {
        this.gateway = gateway;
    }

    @GET
    public Response export(@Context HttpServletRequest request) {
        Parameters.of(request);
        JsonWriter out = new JsonWriter(64 << 10).beginObject();
        view(out.name("status"), gateway.status());
        view(out.name("members"), gateway.membersAndRemoved());
        view(out.name("shards"), gateway.shards());
        out.name("nodes").beginArray();
        gateway.descriptions().forEach(node -> out.raw(node, 0, node.length));
        return JsonAnswer.of(200, out.endArray().endObject())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"stemedb-debug.json\"")
                .build();
    }

    private static void view(JsonWriter out, Record view) {
        byte[] json = JsonAnswer.json(view);
        out.raw(json, 0, json.length);
    }
}
