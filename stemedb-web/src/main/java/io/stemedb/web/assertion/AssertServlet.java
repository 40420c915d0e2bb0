package io.stemedb.web.assertion;

import io.stemedb.assertion.AssertionJson;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Written;
import io.stemedb.json.JsonWriter;
import io.stemedb.web.direct.DirectCall;
import io.stemedb.web.direct.DirectServlet;
import io.stemedb.web.direct.Reply;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code POST /v1/assert}: one claim, durable before the answer. */
@WebServlet(value = "/v1/assert", loadOnStartup = 1)
public class AssertServlet extends DirectServlet {
    private static final long serialVersionUID = 1L;

    private static final String MANY = "send many claims a line each to POST /v1/assertions, which takes any length";

    private final transient Intake intake;

    @Inject
    public AssertServlet(Intake intake) {
        this.intake = intake;
    }

    @Override
    protected CompletableFuture<Reply> post(HttpServletRequest request) {
        Ack ack = WriteHeaders.ack(Parameters.of(request, "ack"));
        Limits limits = intake.limits();
        Claim claim = ClaimReader.read(Body.json(request, limits, MANY), limits);
        // What the answer says of the node is asked now: the node may be closed by the time that it is made.
        Map<String, String> headers = new HashMap<>();
        WriteHeaders.heldBack(intake).ifPresent(millis -> headers.put(WriteHeaders.HELD_BACK, millis));
        int shardCount = intake.shardCount();
        return intake.writes()
                .write(
                        claim,
                        WriteHeaders.caller(request, ack),
                        id -> request.setAttribute(DirectCall.ID, id.toString()))
                .thenApply(written -> reply(written, headers, shardCount));
    }

    private static Reply reply(Written written, Map<String, String> headers, int shardCount) {
        if (!written.duplicate()) {
            headers.put(
                    "Location", AssertionResource.location(written.recorded().id()));
        }
        return new Reply(written.duplicate() ? 200 : 201, json(written, shardCount), headers);
    }

    private static JsonWriter json(Written written, int shardCount) {
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
        return out.endObject();
    }
}
