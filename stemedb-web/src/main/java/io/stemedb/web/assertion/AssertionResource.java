package io.stemedb.web.assertion;

import io.stemedb.assertion.AssertionId;
import io.stemedb.cluster.node.Reads;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.reading.ReadHeaders;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /v1/assertions/{id}}: an assertion, and what was done to it. */
@Path("/v1/assertions/{id}")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class AssertionResource {
    private final Reads reads;

    protected AssertionResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public AssertionResource(Reads reads) {
        this.reads = reads;
    }

    /** Where an assertion is found, relative to the server. */
    static String location(AssertionId id) {
        return "/v1/assertions/" + id;
    }

    @GET
    public Response find(@PathParam("id") String text, @Context HttpServletRequest request) {
        Parameters parameters = Parameters.of(request, ReadHeaders.REQUIRE);
        AssertionId id = AssertionId.parse("/id", text);
        return JsonAnswer.ok(ReadHeaders.awaited(reads.assertion(id, ReadHeaders.wanted(request, parameters))));
    }
}
