package io.stemedb.web.query;

import io.stemedb.cluster.node.Reads;
import io.stemedb.json.JsonObject;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.QueryRequest;
import io.stemedb.web.direct.DirectServlet;
import io.stemedb.web.direct.Memory;
import io.stemedb.web.direct.Reply;
import io.stemedb.web.reading.ReadHeaders;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;

/** {@code POST /v1/query}: resolves what sources disagree about, by the lens that the question names. */
@WebServlet(value = "/v1/query", loadOnStartup = 1)
public class QueryServlet extends DirectServlet {
    private static final long serialVersionUID = 1L;

    private final transient Reads reads;

    @Inject
    public QueryServlet(Reads reads) {
        this.reads = reads;
    }

    @Override
    protected CompletableFuture<Reply> post(HttpServletRequest request) {
        Reads.Wanted wanted = ReadHeaders.wanted(request, Parameters.of(request, ReadHeaders.REQUIRE));
        JsonObject body = Body.json(request, reads.limits());
        QueryRequest asked = QueryRequest.read(body, false, reads.limits());
        AnswerBudget.Share memory = Memory.of(request, reads.answerBudget());
        return reads.query(body, asked, wanted, memory).thenApply(out -> {
            memory.settle(out.capacity());
            return Reply.ok(out);
        });
    }
}
