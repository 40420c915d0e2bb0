package io.stemedb.web.feed;

import io.stemedb.assertion.Subtree;
import io.stemedb.cluster.node.Gathering;
import io.stemedb.cluster.node.Reads;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.direct.StreamServlet;
import io.stemedb.web.reading.ReadHeaders;
import io.stemedb.web.request.MediaKind;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;

/** {@code GET /v1/export}: everything held of a subtree, a line each, as {@code POST /v1/assertions} takes it. */
@WebServlet(value = "/v1/export", loadOnStartup = 1)
public class ExportServlet extends StreamServlet {
    private static final long serialVersionUID = 1L;

    /** Each holds a thread, and while it reads a page of each shard of each run. */
    public static final int MOST_EXPORTS = 8;

    private final transient Reads reads;
    private final transient Semaphore exports = new Semaphore(MOST_EXPORTS);

    @Inject
    public ExportServlet(Reads reads) {
        super("GET", MediaKind.LINES);
        this.reads = reads;
    }

    @Override
    protected Content open(HttpServletRequest request, String mediaType) {
        Parameters parameters = Parameters.of(request, "prefix", ReadHeaders.REQUIRE);
        Subtree subtree = Subtree.parse("/prefix", parameters.text("prefix"), reads.limits());
        return new Lines(subtree, reads.begin(subtree, ReadHeaders.wanted(request, parameters)));
    }

    private final class Lines implements Content {
        private final Subtree subtree;
        private final Gathering gathering;

        Lines(Subtree subtree, Gathering gathering) {
            this.subtree = subtree;
            this.gathering = gathering;
        }

        @Override
        public void headers(HttpServletResponse response) {
            ReadHeaders.tell(response, gathering.coverage());
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            if (!exports.tryAcquire()) {
                throw StemeException.of(Refusal.RATE_LIMITED, MOST_EXPORTS + " exports are under way already");
            }
            try {
                gathering.during(() -> {
                    write(out);
                    return subtree;
                });
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            } finally {
                exports.release();
            }
        }

        private void write(OutputStream out) {
            try {
                reads.export().write(subtree, out);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
