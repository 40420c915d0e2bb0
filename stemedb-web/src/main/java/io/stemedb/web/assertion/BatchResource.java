package io.stemedb.web.assertion;

import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.BatchReport;
import io.stemedb.intake.Batches;
import io.stemedb.intake.Batches.Options;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.MediaKind;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /v1/assertions}: claims by the million, a line each. */
@Path("/v1/assertions")
@ApplicationScoped
public class BatchResource {
    private final Intake intake;

    protected BatchResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public BatchResource(Intake intake) {
        this.intake = intake;
    }

    /** Answers once, after the last line. */
    @POST
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    public Response whole(@Context HttpServletRequest request) throws IOException {
        Batches batches = intake.batches();
        Options options = options(request);
        BatchReport report = batches.run(lines(request), options, Batches.Progress.UNWATCHED);
        JsonWriter out = new JsonWriter();
        report.write(out);
        return JsonAnswer.of(report.failedCount() == 0 ? 200 : JsonAnswer.MULTI_STATUS, out)
                .header(WriteHeaders.HELD_BACK, WriteHeaders.heldBack(intake).orElse(null))
                .build();
    }

    /** Answers as it goes. The status is sent before the first line is read, so what goes wrong later is a line too. */
    @POST
    @Produces(MediaKind.LINES + ";qs=0.5")
    public Response asItGoes(@Context HttpServletRequest request) throws IOException {
        Batches batches = intake.batches();
        Options options = options(request);
        InputStream lines = lines(request);
        StreamingOutput answer = out -> stream(batches, lines, options, out);
        return Response.ok(answer, MediaKind.LINES).build();
    }

    private static void stream(Batches batches, InputStream lines, Options options, OutputStream out)
            throws IOException {
        ProgressLines progress = new ProgressLines(out, options.dryRun());
        JsonWriter last = new JsonWriter();
        try {
            batches.run(lines, options, progress).write(last);
        } catch (StemeException refused) {
            Problem.of(refused).write(last);
        } catch (IOException e) {
            return; // the client broke off; what was durable by then stays
        }
        progress.end(last);
    }

    private static Options options(HttpServletRequest request) {
        Parameters parameters = Parameters.of(request, "batch_id", "dry_run", "ack");
        WriteHeaders.checkAck(parameters);
        WriteHeaders.refuseKey(request, "name the batch instead: with ?batch_id= it can be repeated");
        return new Options(WriteHeaders.batchId(parameters.text("batch_id")), parameters.flag("dry_run"), "");
    }

    private static InputStream lines(HttpServletRequest request) throws IOException {
        MediaKind.NDJSON.check(request);
        return Body.stream(request);
    }
}
