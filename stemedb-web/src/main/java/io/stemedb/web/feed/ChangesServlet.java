package io.stemedb.web.feed;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Names;
import io.stemedb.assertion.Subtree;
import io.stemedb.cluster.node.Reads;
import io.stemedb.feed.Wanted;
import io.stemedb.progress.Token;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.direct.StreamServlet;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Headers;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** {@code GET /v1/changes}: what is recorded, as it is, as Server-Sent Events. */
@WebServlet(value = "/v1/changes", loadOnStartup = 1)
public class ChangesServlet extends StreamServlet {
    private static final long serialVersionUID = 1L;

    /** Each holds a thread of the listener's 256. */
    public static final int MOST_READERS = 64;

    /** How long a reader hears nothing. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** Where the edge of the node says whether it is shutting down. */
    private static final String STOPPING = "io.stemedb.stopping";

    private final transient Reads reads;
    private final transient Semaphore readers = new Semaphore(MOST_READERS);

    @Inject
    public ChangesServlet(Reads reads) {
        super("GET", EventStream.MEDIA_TYPE);
        this.reads = reads;
    }

    @Override
    protected Content open(HttpServletRequest request, String mediaType) {
        Limits limits = reads.limits();
        Parameters parameters = Parameters.of(request, "after", "prefix", "predicate", "limit");
        String predicate = parameters.text("predicate");
        Wanted wanted = new Wanted(
                Subtree.parse("/prefix", parameters.text("prefix"), limits),
                predicate == null ? null : Names.predicate("/predicate", predicate, limits));
        long most = parameters.text("limit") == null ? Long.MAX_VALUE : parameters.limit(1, limits.page());
        // A browser that comes back calls the same address again, and says in the header how far it came since.
        String last = Headers.once(request, LAST_EVENT_ID);
        String field = last == null ? "/after" : "/" + LAST_EVENT_ID;
        String after = last == null ? parameters.text("after") : last;
        reads.await(Headers.once(request, Token.HEADER));
        reads.follow(field, after, wanted).close(); // what is wrong with it has a status of its own
        BooleanSupplier stopping = request.getAttribute(STOPPING) instanceof BooleanSupplier told ? told : () -> false;
        return out -> follow(new EventStream(out, reads.shardCount(), most, stopping), field, after, wanted);
    }

    private void follow(EventStream events, String field, String after, Wanted wanted) throws IOException {
        if (!readers.tryAcquire()) {
            throw StemeException.of(Refusal.RATE_LIMITED, MOST_READERS + " readers follow the changes already")
                    .hinting("one reader can hand on to many");
        }
        try (var following = reads.follow(field, after, wanted)) {
            events.run(following);
        } finally {
            readers.release();
        }
    }

    @Override
    protected void headers(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // a proxy that collects events would hold them back
    }

    @Override
    protected void refused(Problem problem, OutputStream out) throws IOException {
        EventStream.end(problem, out);
    }
}
