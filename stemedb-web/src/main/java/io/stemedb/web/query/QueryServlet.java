package io.stemedb.web.query;

import io.stemedb.cluster.node.Reads;
import io.stemedb.engine.Engine.Answered;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Token;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.AnswerJson;
import io.stemedb.query.QueryRequest;
import io.stemedb.web.direct.DirectServlet;
import io.stemedb.web.direct.Memory;
import io.stemedb.web.direct.Reply;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Headers;
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
        Parameters.of(request);
        QueryRequest asked = QueryRequest.read(Body.json(request, reads.limits()), false, reads.limits());
        AnswerBudget.Share memory = Memory.of(request, reads.answerBudget());
        Answered answered = reads.answer(asked, Headers.once(request, Token.HEADER), memory);
        JsonWriter out = new JsonWriter(1024);
        AnswerJson.write(out, answered.answer(), answered.token().toString());
        memory.settle(out.capacity());
        return CompletableFuture.completedFuture(Reply.ok(out));
    }
}
