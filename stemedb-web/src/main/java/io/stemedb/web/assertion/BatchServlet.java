package io.stemedb.web.assertion;

import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Ack;
import io.stemedb.intake.BatchReport;
import io.stemedb.intake.Batches;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.direct.DirectCall;
import io.stemedb.web.direct.DirectServlet;
import io.stemedb.web.direct.Reply;
import io.stemedb.web.request.Accept;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.MediaKind;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /v1/assertions}: claims by the million, a line each. Who asks for lines is answered as the batch goes on,
 * anybody else once, after the last line; for that no thread is kept.
 */
@WebServlet(value = "/v1/assertions", loadOnStartup = 1)
public class BatchServlet extends DirectServlet {
    private static final long serialVersionUID = 1L;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final transient Intake intake;
    private final transient BatchLines asItGoes;

    @Inject
    public BatchServlet(Intake intake) {
        super(new DirectCall(PATIENCE, MediaType.APPLICATION_JSON, MediaKind.LINES));
        this.intake = intake;
        this.asItGoes = new BatchLines(intake);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        String liked = Accept.choose(Accept.header(request), MediaType.APPLICATION_JSON, MediaKind.LINES);
        if (request.getMethod().equals("POST") && MediaKind.LINES.equals(liked)) {
            asItGoes.service(request, response);
        } else {
            super.service(request, response);
        }
    }

    @Override
    protected CompletableFuture<Reply> post(HttpServletRequest request) {
        Batches batches = intake.batches();
        Batches.Options options = options(request, batches);
        request.setAttribute(DirectCall.IF_TOO_LATE, again(options) + " when the node can go on");
        CompletableFuture<BatchReport> handedIn = handIn(batches, lines(request), options);
        Map<String, String> headers = WriteHeaders.heldBack(intake)
                .map(millis -> Map.of(WriteHeaders.HELD_BACK, millis))
                .orElse(Map.of());
        return handedIn.thenApply(report -> reply(report, headers));
    }

    private static CompletableFuture<BatchReport> handIn(Batches batches, InputStream lines, Batches.Options options) {
        try {
            return batches.handIn(lines, options);
        } catch (IOException brokenOff) {
            throw unreadable(options);
        }
    }

    private static Reply reply(BatchReport report, Map<String, String> headers) {
        JsonWriter out = new JsonWriter();
        report.write(out);
        return new Reply(report.failedCount() == 0 ? 200 : JsonAnswer.MULTI_STATUS, out, headers);
    }

    /** The client broke off, or its body stalled; what was durable by then stays. */
    static StemeException unreadable(Batches.Options options) {
        return StemeException.malformed("", "the body could not be read")
                .hinting("lines that had come may have been stored; " + again(options));
    }

    private static String again(Batches.Options options) {
        return "send the batch again under the batch_id " + options.batchId();
    }

    static Batches.Options options(HttpServletRequest request, Batches batches) {
        Parameters parameters = Parameters.of(request, "batch_id", "dry_run", "ack");
        Ack ack = WriteHeaders.ack(parameters);
        WriteHeaders.refuseKey(request, "name the batch instead: with ?batch_id= it can be repeated");
        return batches.named(new Batches.Options(
                WriteHeaders.batchId(parameters.text("batch_id")), parameters.flag("dry_run"), "", ack));
    }

    static InputStream lines(HttpServletRequest request) {
        MediaKind.NDJSON.check(request);
        try {
            return Body.stream(request);
        } catch (IOException brokenOff) {
            throw StemeException.malformed("", "the body could not be read");
        }
    }
}
