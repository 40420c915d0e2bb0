package io.stemedb.web.assertion;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.AssertionJson;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Names;
import io.stemedb.cluster.node.Gathered;
import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Ack;
import io.stemedb.intake.BatchRetraction;
import io.stemedb.intake.Writes;
import io.stemedb.intake.Written;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.direct.DirectCall;
import io.stemedb.web.direct.DirectServlet;
import io.stemedb.web.direct.Reply;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /v1/retract}: withdraws a claim, or all that a source claimed in one batch; durable before the answer.
 */
@WebServlet("/v1/retract")
public class RetractServlet extends DirectServlet {
    private static final long serialVersionUID = 1L;

    /** A batch has any number of claims, and every run is read for them. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Set<String> FIELDS = Set.of("target", "batch_id", "source", "reason");

    private final transient Intake intake;

    @Inject
    public RetractServlet(Intake intake) {
        super(new DirectCall(PATIENCE, MediaType.APPLICATION_JSON));
        this.intake = intake;
    }

    @Override
    protected CompletableFuture<Reply> post(HttpServletRequest request) {
        Ack ack = WriteHeaders.ack(Parameters.of(request, "ack"));
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
            return intake.retractBatch(WriteHeaders.batchId(body.text("batch_id")), source, reason, ack)
                    .thenApply(outcome -> batch(body.text("batch_id"), outcome));
        }
        Writes.Caller caller = WriteHeaders.caller(request, ack);
        AssertionId target = AssertionId.parse("/target", needed(body, "target"));
        int shardCount = intake.shardCount();
        return intake.writes()
                .retract(target, source, reason, caller)
                .thenApply(retracted -> one(retracted, shardCount));
    }

    private static String needed(JsonObject body, String name) {
        String text = body.text(name);
        if (text == null) {
            throw StemeException.malformed("/" + name, "this field is needed");
        }
        return text;
    }

    private static Reply one(Writes.Retracted retracted, int shardCount) {
        Written written = retracted.written();
        JsonWriter out = new JsonWriter(1024).beginObject();
        AssertionJson.members(out, written.recorded(), shardCount);
        out.name("applied").bool(retracted.applied());
        out.name("token").string(written.token().toString());
        if (written.duplicate()) {
            out.name("duplicate").bool(true);
            return Reply.ok(out.endObject());
        }
        String location = AssertionResource.location(written.recorded().id());
        return new Reply(201, out.endObject(), Map.of("Location", location));
    }

    private static Reply batch(String batchId, Gathered<BatchRetraction.Outcome> gathered) {
        BatchRetraction.Outcome retracted = gathered.value();
        JsonWriter out = new JsonWriter().beginObject();
        out.name("batch_id").string(batchId);
        out.name("retracted").number(retracted.retracted());
        out.name("duplicates").number(retracted.duplicates());
        out.name("applied").bool(true);
        gathered.coverage().members(out);
        out.name("token").string(gathered.token().toString());
        return new Reply(retracted.retracted() > 0 ? 201 : 200, out.endObject(), Map.of());
    }
}
