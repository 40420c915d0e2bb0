package io.stemedb.web.start;

import io.stemedb.web.answer.JsonAnswer;
import io.stemedb.web.request.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code GET /}: the calls of a port at a glance, as a page for browsers and as JSON for everything else. */
@Path("/")
@ApplicationScoped
public class StartResource {
    /** What the edge of the node sets on a request that came on the gateway's port. */
    private static final String GATEWAY = "io.stemedb.gateway";

    private static final byte[] PAGE = page("index.html");
    private static final byte[] POINTERS = read("index.json");
    private static final byte[] GATEWAY_PAGE = page("gateway.html");
    private static final byte[] GATEWAY_POINTERS = read("gateway.json");

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response pointers(@Context HttpServletRequest request) {
        Parameters.of(request);
        byte[] pointers = isGateway(request) ? GATEWAY_POINTERS : POINTERS;
        return JsonAnswer.of(200, MediaType.APPLICATION_JSON, pointers).build();
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";qs=0.5")
    public Response page(@Context HttpServletRequest request) {
        Parameters.of(request);
        byte[] page = isGateway(request) ? GATEWAY_PAGE : PAGE;
        return JsonAnswer.of(200, MediaType.TEXT_HTML + ";charset=utf-8", page).build();
    }

    private static boolean isGateway(HttpServletRequest request) {
        return request.getAttribute(GATEWAY) != null;
    }

    /** The pages have their head and their script in common. */
    private static byte[] page(String name) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        for (String part : List.of("head.html", name, "foot.html")) {
            page.writeBytes(read(part));
        }
        return page.toByteArray();
    }

    private static byte[] read(String name) {
        try (InputStream in = StartResource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
