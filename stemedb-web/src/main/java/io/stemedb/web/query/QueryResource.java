package io.stemedb.web.query;

import io.stemedb.engine.Engine;
import io.stemedb.engine.Engine.Answered;
import io.stemedb.engine.Token;
import io.stemedb.json.JsonWriter;
import io.stemedb.query.AnswerJson;
import io.stemedb.query.QueryRequest;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.node.Node;
import io.stemedb.web.request.Body;
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

/** {@code POST /v1/query}: resolves what sources disagree about, by the lens that the question names. */
@Path("/v1/query")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueryResource {
    private final Node node;

    protected QueryResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public QueryResource(Node node) {
        this.node = node;
    }

    @POST
    public Response query(@Context HttpServletRequest request) {
        Engine engine = node.engine();
        Parameters.of(request);
        QueryRequest asked = QueryRequest.read(Body.json(request, engine.limits()), false, engine.limits());
        Answered answered = engine.answer(asked, request.getHeader(Token.HEADER));
        JsonWriter out = new JsonWriter(1024);
        AnswerJson.write(out, answered.answer(), answered.token().toString());
        return JsonAnswer.ok(out);
    }
}
