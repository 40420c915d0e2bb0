package io.stemedb.web.assertion;

import io.stemedb.cluster.node.Reads;
import io.stemedb.query.ConceptsRequest;
import io.stemedb.web.answer.JsonAnswer;
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

/** {@code GET /v1/concepts}: the tree of concept paths, level by level. */
@Path("/v1/concepts")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ConceptsResource {
    private final Reads reads;

    protected ConceptsResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public ConceptsResource(Reads reads) {
        this.reads = reads;
    }

    @GET
    public Response children(@Context HttpServletRequest request) {
        Parameters parameters = Parameters.of(request, "prefix", "limit", "cursor", ReadHeaders.REQUIRE);
        ConceptsRequest asked = ConceptsRequest.of(
                parameters.text("prefix"), parameters.text("limit"), parameters.text("cursor"), reads.limits());
        return JsonAnswer.ok(reads.concepts(asked, ReadHeaders.wanted(request, parameters)));
    }
}
