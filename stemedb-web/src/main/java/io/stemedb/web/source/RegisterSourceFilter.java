package io.stemedb.web.source;

import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Sources;
import io.stemedb.intake.Sources.Registered;
import io.stemedb.json.JsonWriter;
import io.stemedb.source.SourceFacts;
import io.stemedb.source.SourceUpdate;
import io.stemedb.web.direct.DirectCall;
import io.stemedb.web.direct.Ending;
import io.stemedb.web.direct.Methods;
import io.stemedb.web.direct.Reply;
import io.stemedb.web.request.Body;
import io.stemedb.web.request.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code PUT /v1/sources/{id}}: gives a source its weight, durable before the answer. It is a filter: a servlet at
 * these paths would take the reading of sources from JAX-RS, and JAX-RS would keep the request thread.
 */
public class RegisterSourceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String ALLOWED = "GET, HEAD, OPTIONS, PUT";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final transient Sources sources;
    private final transient Intake intake;
    private final transient DirectCall call = new DirectCall(PATIENCE, MediaType.APPLICATION_JSON);

    @Inject
    public RegisterSourceFilter(Sources sources, Intake intake) {
        this.sources = sources;
        this.intake = intake;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = SourcePath.id(request);
        String method = request.getMethod();
        if (id == null || method.equals("GET") || method.equals("HEAD")) {
            chain.doFilter(request, response); // JAX-RS reads, and refuses what is no path of a source
        } else if (method.equals("PUT")) {
            call.answer(request, response, asked -> register(id, asked));
        } else {
            tell(request, response);
        }
    }

    private static void tell(HttpServletRequest request, HttpServletResponse response) {
        try {
            Methods.tell(request, response, ALLOWED);
        } catch (IOException gone) {
            Ending.cutOff(request, gone);
        }
    }

    private CompletableFuture<Reply> register(String id, HttpServletRequest request) {
        Ack ack = Ack.of(Parameters.of(request, "ack").text("ack"));
        SourceFacts.checkId(id, intake.limits());
        SourceUpdate update = SourceUpdate.read(Body.json(request, intake.limits()));
        request.setAttribute(DirectCall.IF_TOO_LATE, "read the source, or send the same again: that is safe");
        return sources.register(id, update, ack).thenApply(registered -> reply(id, registered));
    }

    private static Reply reply(String id, Registered registered) {
        JsonWriter out = new JsonWriter().beginObject();
        registered.view().members(out);
        out.name("token").string(registered.token().toString());
        return registered.created()
                ? new Reply(201, out.endObject(), Map.of("Location", "/v1/sources/" + encoded(id)))
                : Reply.ok(out.endObject());
    }

    private static String encoded(String id) {
        String text = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        // A segment of dots alone means another path to everybody on the way.
        return text.matches("\\.+") ? text.replace(".", "%2E") : text;
    }
}
