package io.stemedb.web.assertion;

import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Batches;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.direct.StreamServlet;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.MediaKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A batch that is answered as it goes on. The status is sent before the last line is read, so what goes wrong later is
 * a line too.
 */
final class BatchLines extends StreamServlet {
    private static final long serialVersionUID = 1L;

    private final transient Intake intake;

    BatchLines(Intake intake) {
        super("POST", MediaKind.LINES);
        this.intake = intake;
    }

    /** For the servlet that stands at the path. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        super.service(request, response);
    }

    @Override
    protected Content open(HttpServletRequest request, String mediaType) {
        Batches batches = intake.batches();
        Batches.Options options = BatchServlet.options(request, batches);
        InputStream lines = BatchServlet.lines(request);
        return out -> stream(batches, lines, options, out);
    }

    private static void stream(Batches batches, InputStream lines, Batches.Options options, OutputStream out)
            throws IOException {
        ProgressLines progress = new ProgressLines(out, options.dryRun());
        JsonWriter last = new JsonWriter();
        try {
            batches.run(lines, options, progress).write(last);
        } catch (StemeException refused) {
            Problem.of(refused).write(last);
        } catch (IOException brokenOff) {
            progress.checkTaken();
            Problem.of(BatchServlet.unreadable(options)).write(last);
        }
        progress.end(last);
    }
}
