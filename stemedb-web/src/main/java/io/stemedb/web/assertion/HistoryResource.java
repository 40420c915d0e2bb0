package io.stemedb.web.assertion;

import io.stemedb.cluster.node.Reads;
import io.stemedb.json.JsonWriter;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.HistoryRequest;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.direct.Memory;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.reading.ReadHeaders;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /v1/history}: everything that was ever said in a slot, in the order the database took it. */
@Path("/v1/history")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class HistoryResource {
    private final Reads reads;

    protected HistoryResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public HistoryResource(Reads reads) {
        this.reads = reads;
    }

    @GET
    public Response history(@Context HttpServletRequest request) {
        Parameters parameters =
                Parameters.of(request, "concept_path", "predicate", "limit", "cursor", ReadHeaders.REQUIRE);
        HistoryRequest asked = HistoryRequest.of(
                parameters.text("concept_path"),
                parameters.text("predicate"),
                parameters.text("limit"),
                parameters.text("cursor"),
                false,
                reads.limits());
        AnswerBudget.Share memory = Memory.of(request, reads.answerBudget());
        JsonWriter out = ReadHeaders.awaited(reads.history(asked, ReadHeaders.wanted(request, parameters), memory));
        memory.settle(2L * out.capacity()); // JAX-RS is given a copy
        return JsonAnswer.ok(out);
    }
}
