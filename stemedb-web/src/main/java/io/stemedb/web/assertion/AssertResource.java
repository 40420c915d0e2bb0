package io.stemedb.web.assertion;

import io.stemedb.assertion.AssertionJson;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.engine.Engine;
import io.stemedb.engine.Written;
import io.stemedb.json.JsonWriter;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.node.Node;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code POST /v1/assert}: one claim, durable before the answer. */
@Path("/v1/assert")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AssertResource {
    private final Node node;

    protected AssertResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public AssertResource(Node node) {
        this.node = node;
    }

    @POST
    public Response write(@Context HttpServletRequest request) {
        Engine engine = node.engine();
        WriteHeaders.checkAck(Parameters.of(request, "ack"));
        Limits limits = engine.limits();
        Claim claim = ClaimReader.read(Body.json(request, limits), limits);
        Written written = engine.writes().write(claim, WriteHeaders.caller(request));
        return answer(written, engine.shardCount());
    }

    private static Response answer(Written written, int shardCount) {
        JsonWriter out = new JsonWriter(1024).beginObject();
        AssertionJson.members(out, written.recorded(), shardCount);
        out.name("token").string(written.token().toString());
        if (written.duplicate()) {
            out.name("duplicate").bool(true);
        }
        if (written.retractedBy() != null) {
            out.name("retracted").bool(true);
            out.name("retracted_by").hex(written.retractedBy().bytes());
        }
        Response.ResponseBuilder response = JsonAnswer.of(written.duplicate() ? 200 : 201, out.endObject());
        if (!written.duplicate()) {
            response.header(
                    HttpHeaders.LOCATION,
                    AssertionResource.location(written.recorded().id()));
        }
        return response.build();
    }
}
