package io.stemedb.web.source;

import io.stemedb.cluster.node.Gathered;
import io.stemedb.cluster.node.Reads;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceFacts;
import io.stemedb.source.SourceView;
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
import java.util.List;

/** {@code GET /v1/sources}: who claims, and with which weight. */
@Path("/v1/sources")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class SourceResource {
    private static final int DEFAULT_PAGE = 100;

    private final Reads reads;

    protected SourceResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public SourceResource(Reads reads) {
        this.reads = reads;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Parameters parameters = Parameters.of(request, "limit", "cursor", ReadHeaders.REQUIRE);
        int limit = parameters.limit(DEFAULT_PAGE, reads.limits().page());
        String after = SourceCursor.read(parameters.text("cursor"));
        Gathered<List<SourceView>> gathered =
                reads.sources(ReadHeaders.wanted(request, parameters), sources -> sources.list(after, limit + 1));
        List<SourceView> found = gathered.value();
        List<SourceView> page = found.subList(0, Math.min(limit, found.size()));
        JsonWriter out = new JsonWriter(4096).beginObject().name("results").beginArray();
        page.forEach(source -> source.write(out));
        out.endArray();
        boolean more = found.size() > limit;
        out.name("next_cursor")
                .string(more ? SourceCursor.write(page.get(limit - 1).id()) : null);
        end(out, gathered);
        return JsonAnswer.ok(out.endObject());
    }

    private static void end(JsonWriter out, Gathered<?> gathered) {
        gathered.coverage().members(out);
        out.name("token").string(gathered.token().toString());
    }

    /** Ids may hold a slash, encoded or not. */
    @GET
    @Path("{id: .+}")
    public Response find(@Context HttpServletRequest request) {
        String id = SourcePath.id(request);
        Parameters parameters = Parameters.of(request, ReadHeaders.REQUIRE);
        SourceFacts.checkId(id, reads.limits());
        Gathered<SourceView> gathered =
                reads.sources(ReadHeaders.wanted(request, parameters), sources -> sources.view(id));
        SourceView view = gathered.value();
        if (!view.known()) {
            throw StemeException.of(Refusal.UNKNOWN_SOURCE, "no source of this name was registered or claimed anything")
                    .at("/id");
        }
        JsonWriter out = new JsonWriter().beginObject();
        view.members(out);
        end(out, gathered);
        return JsonAnswer.ok(out.endObject());
    }
}
