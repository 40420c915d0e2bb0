package io.stemedb.web.query;

import io.stemedb.cluster.node.Reads;
import io.stemedb.engine.QueryBatch;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.direct.StreamServlet;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.reading.ReadHeaders;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.MediaKind;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** {@code POST /v1/query/batch}: questions a line each, answers a line each. */
@WebServlet(value = "/v1/query/batch", loadOnStartup = 1)
public class QueryBatchServlet extends StreamServlet {
    private static final long serialVersionUID = 1L;

    private final transient Reads reads;

    @Inject
    public QueryBatchServlet(Reads reads) {
        super("POST", MediaKind.LINES);
        this.reads = reads;
    }

    @Override
    protected Content open(HttpServletRequest request, String mediaType) throws IOException {
        Reads.Wanted wanted = ReadHeaders.wanted(request, Parameters.of(request, ReadHeaders.REQUIRE));
        MediaKind.NDJSON.check(request);
        InputStream lines = Body.stream(request);
        return out -> reads.queryBatch(wanted).run(lines, new Lines(out));
    }

    private static final class Lines implements QueryBatch.Answers<JsonWriter> {
        private final OutputStream out;
        private final JsonWriter line = new JsonWriter();
        private boolean unsent;

        Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        public void answer(JsonWriter answered) throws IOException {
            answered.newLine().writeTo(out);
            unsent = true;
        }

        @Override
        public void refused(long number, StemeException refusal) throws IOException {
            Problem.of(refusal).write(line, number);
            send();
        }

        private void send() throws IOException {
            line.newLine().writeTo(out);
            line.clear();
            unsent = true;
        }

        @Override
        public void resting() throws IOException {
            if (unsent) {
                out.flush();
                unsent = false;
            }
        }
    }
}
