package io.stemedb.web.reading;

import io.stemedb.cluster.node.Reads.Wanted;
import io.stemedb.progress.Token;
import io.stemedb.query.Coverage;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.request.Headers;
import io.stemedb.web.request.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/** The token and the parameter {@code require} of calls that read. */
public final class ReadHeaders {
    /** The parameter that asks for all or nothing. */
    public static final String REQUIRE = "require";

    /** Under this the edge of the node has put what says whether the client has gone. */
    private static final String GONE = "io.stemedb.gone";

    private static final String COMPLETE = "Stemedb-Complete";
    private static final String UNREACHABLE = "Stemedb-Unreachable";

    private ReadHeaders() {}

    /** What a client wants of an answer beside what he asks. */
    public static Wanted wanted(HttpServletRequest request, Parameters parameters) {
        String require = parameters.text(REQUIRE);
        return Wanted.of(Headers.once(request, Token.HEADER), "/" + REQUIRE, require, gone(request));
    }

    private static BooleanSupplier gone(HttpServletRequest request) {
        return request.getAttribute(GONE) instanceof BooleanSupplier told ? told : () -> false;
    }

    /** Says in the headers of a stream what it rests on. */
    public static void tell(HttpServletResponse response, Coverage coverage) {
        response.setHeader(COMPLETE, Boolean.toString(coverage.complete()));
        if (!coverage.complete()) {
            response.setHeader(UNREACHABLE, String.join(", ", coverage.unreachable()));
        }
    }

    /** Waits for an answer on a request's own thread. */
    public static <T> T awaited(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof StemeException refused ? refused : failure;
        }
    }
}
