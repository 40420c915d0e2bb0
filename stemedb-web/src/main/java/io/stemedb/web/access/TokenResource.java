package io.stemedb.web.access;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.assertion.Limits;
import io.stemedb.cluster.access.Grace;
import io.stemedb.cluster.access.TokenOffice;
import io.stemedb.cluster.access.TokenOffice.Made;
import io.stemedb.cluster.node.Access;
import io.stemedb.cluster.view.TokenJson;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Set;

/** {@code /admin/tokens}: who may call the nodes. A secret is told once, by the call that makes it. */
@Path(TokenResource.PATH)
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class TokenResource {
    static final String PATH = "/admin/tokens";

    private static final String FORCE = "force";

    private final Access access;

    protected TokenResource() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public TokenResource(Access access) {
        this.access = access;
    }

    private TokenOffice office(HttpServletRequest request) {
        return access.officeFor(Caller.of(request).role());
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Parameters.of(request);
        return JsonAnswer.ok(TokenJson.list(access.tokens().all(), Instant.now()));
    }

    @POST
    public Response create(@Context HttpServletRequest request) {
        Parameters.of(request);
        JsonObject body = Body.json(request, Limits.DEFAULT);
        body.refuseUnknown(Set.of("role", "note", FORCE));
        Role role = Role.of(String.valueOf(body.text("role")))
                .orElseThrow(() -> StemeException.malformed("/role", "a role is reader, writer or operator"));
        String note = body.text("note") == null ? "" : body.text("note");
        Token.checkNote(note);
        boolean force = Boolean.TRUE.equals(body.bool(FORCE));
        return made(
                request, office(request).create(role, note, Caller.of(request).who(), force));
    }

    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id, @Context HttpServletRequest request) {
        boolean force = Parameters.of(request, FORCE).flag(FORCE);
        return shown(office(request).revoke(id, force));
    }

    @POST
    @Path("{id}/rotate")
    public Response rotate(@PathParam("id") String id, @Context HttpServletRequest request) {
        Parameters.of(request);
        JsonObject body = Body.jsonOrNothing(request, Limits.DEFAULT);
        body.refuseUnknown(Set.of("grace"));
        return made(
                request,
                office(request)
                        .rotate(
                                id,
                                Grace.read(body.text("grace")),
                                Caller.of(request).who()));
    }

    private static Response shown(Token token) {
        JsonWriter out = new JsonWriter().beginObject();
        TokenJson.members(out, token, Instant.now());
        return JsonAnswer.ok(out.endObject());
    }

    private static Response made(HttpServletRequest request, Made made) {
        AuditTrail.isAbout(request, made.token().id());
        JsonWriter out = new JsonWriter().beginObject();
        TokenJson.members(out, made.token(), Instant.now());
        out.name("token").string(made.text().text());
        return JsonAnswer.of(201, out.endObject())
                .header(HttpHeaders.LOCATION, PATH + "/" + made.token().id())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
