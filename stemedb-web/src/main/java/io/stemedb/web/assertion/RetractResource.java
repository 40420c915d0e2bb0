package io.stemedb.web.assertion;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.AssertionJson;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Names;
import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Writes;
import io.stemedb.intake.Written;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonWriter;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** {@code POST /v1/retract}: withdraws a claim, or all that a source claimed in one batch. */
@Path("/v1/retract")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class RetractResource {
    private static final Set<String> FIELDS = Set.of("target", "batch_id", "source", "reason");

    private final Intake intake;

    protected RetractResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public RetractResource(Intake intake) {
        this.intake = intake;
    }

    @POST
    public Response retract(@Context HttpServletRequest request) {
        WriteHeaders.checkAck(Parameters.of(request, "ack"));
        Limits limits = intake.limits();
        JsonObject body = Body.json(request, limits);
        body.refuseUnknown(FIELDS);
        if (body.has("target") == body.has("batch_id")) {
            throw StemeException.malformed(
                    body.has("target") ? "/batch_id" : "/target", "name either a target or a batch_id");
        }
        String source = Names.source("/source", needed(body, "source"), limits);
        String reason = Names.reason("/reason", needed(body, "reason"), limits);
        if (body.has("batch_id")) {
            WriteHeaders.refuseKey(request, "leave it out: withdrawing a batch again adds nothing");
            return batch(intake, WriteHeaders.batchId(body.text("batch_id")), source, reason);
        }
        Writes.Caller caller = WriteHeaders.caller(request);
        AssertionId target = AssertionId.parse("/target", needed(body, "target"));
        return one(intake, intake.writes().retract(target, source, reason, caller));
    }

    private static String needed(JsonObject body, String name) {
        String text = body.text(name);
        if (text == null) {
            throw StemeException.malformed("/" + name, "this field is needed");
        }
        return text;
    }

    private static Response one(Intake intake, Writes.Retracted retracted) {
        Written written = retracted.written();
        JsonWriter out = new JsonWriter(1024).beginObject();
        AssertionJson.members(out, written.recorded(), intake.shardCount());
        out.name("applied").bool(retracted.applied());
        out.name("token").string(written.token().toString());
        if (written.duplicate()) {
            out.name("duplicate").bool(true);
        }
        Response.ResponseBuilder response = JsonAnswer.of(written.duplicate() ? 200 : 201, out.endObject());
        if (!written.duplicate()) {
            response.header(
                    HttpHeaders.LOCATION,
                    AssertionResource.location(written.recorded().id()));
        }
        return response.build();
    }

    private static Response batch(Intake intake, String batchId, String source, String reason) {
        var retracted = intake.retractBatch(batchId, source, reason);
        JsonWriter out = new JsonWriter().beginObject();
        out.name("batch_id").string(batchId);
        out.name("retracted").number(retracted.retracted());
        out.name("duplicates").number(retracted.duplicates());
        out.name("applied").bool(true);
        out.name("token").string(retracted.token().toString());
        return JsonAnswer.of(retracted.retracted() > 0 ? 201 : 200, out.endObject())
                .build();
    }
}
