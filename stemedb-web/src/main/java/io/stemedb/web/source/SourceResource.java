package io.stemedb.web.source;

import io.stemedb.cluster.node.Reads;
import io.stemedb.intake.Sources;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Token;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceFacts;
import io.stemedb.source.SourceView;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Headers;
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
import java.util.List;

/** {@code GET /v1/sources}: who claims, and with which weight. */
@Path("/v1/sources")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class SourceResource {
    private static final int DEFAULT_PAGE = 100;

    private final Sources sources;
    private final Reads reads;

    protected SourceResource() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public SourceResource(Sources sources, Reads reads) {
        this.sources = sources;
        this.reads = reads;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Parameters parameters = Parameters.of(request, "limit", "cursor");
        int limit = parameters.limit(DEFAULT_PAGE, reads.limits().page());
        String after = SourceCursor.read(parameters.text("cursor"));
        reads.await(Headers.once(request, Token.HEADER));
        List<SourceView> found = sources.list(after, limit + 1);
        List<SourceView> page = found.subList(0, Math.min(limit, found.size()));
        JsonWriter out = new JsonWriter(4096).beginObject().name("results").beginArray();
        page.forEach(source -> source.write(out));
        out.endArray();
        boolean more = found.size() > limit;
        out.name("next_cursor")
                .string(more ? SourceCursor.write(page.get(limit - 1).id()) : null);
        out.name("token").string(reads.tokenOfSources().toString());
        return JsonAnswer.ok(out.endObject());
    }

    /** Ids may hold a slash, encoded or not. */
    @GET
    @Path("{id: .+}")
    public Response find(@Context HttpServletRequest request) {
        String id = SourcePath.id(request);
        Parameters.of(request);
        SourceFacts.checkId(id, reads.limits());
        reads.await(Headers.once(request, Token.HEADER));
        SourceView view = sources.view(id);
        if (!view.known()) {
            throw StemeException.of(Refusal.UNKNOWN_SOURCE, "no source of this name was registered or claimed anything")
                    .at("/id");
        }
        JsonWriter out = new JsonWriter().beginObject();
        view.members(out);
        out.name("token").string(reads.tokenOfSources().toString());
        return JsonAnswer.ok(out.endObject());
    }
}
