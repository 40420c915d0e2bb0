package io.stemedb.node.edge;

import io.stemedb.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.FastHttpDateFormat;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/** How the edge answers in place of the application. */
final class Answers {
    static final EdgeProblem STARTING =
            EdgeProblem.starting("the node is still starting", "GET /v1/health says when it is ready");
    static final EdgeProblem STOPPING = EdgeProblem.starting("the node is shutting down", null);

    private Answers() {}

    static void send(Response response, EdgeProblem problem) throws IOException {
        head(response.getResponse(), problem);
        body(response, EdgeProblem.MEDIA_TYPE, problem.json());
    }

    /** What {@code GET /v1/health} says while there is no application to ask. */
    static void health(Response response, String status, String detail, String version) throws IOException {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("status").string(status);
        out.name("detail").string(detail);
        out.name("version").string(version);
        response.getResponse().setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
        body(response, "application/json", out.endObject().toByteArray());
    }

    private static void body(Response response, String type, byte[] json) throws IOException {
        response.setContentType(type);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    static void head(HttpResponsePacket response, EdgeProblem problem) {
        response.setStatus(HttpStatus.getHttpStatus(problem.status()));
        if (problem.allow() != null) {
            response.setHeader(Header.Allow, problem.allow());
        }
        if (problem.passes()) {
            response.setHeader(Header.RetryAfter, "1");
        }
    }

    /**
     * Ends a request that the application is still at work on. If it has answered nothing yet, its client gets the
     * problem; what the application writes later goes nowhere.
     */
    static void cutOff(Request request, EdgeProblem problem) {
        FilterChainContext context = request.getContext();
        if (context == null) {
            return; // answered in the meantime
        }
        if (request.getResponse().isCommitted()) {
            context.getConnection().closeSilently();
        } else {
            turnAway(context.getConnection(), problem);
        }
    }

    /** Answers beside everything that else reads and writes on a connection, and closes it. */
    static void turnAway(Connection<?> connection, EdgeProblem problem) {
        HttpStatus status = HttpStatus.getHttpStatus(problem.status());
        byte[] json = problem.json();
        String head = "HTTP/1.1 " + status.getStatusCode() + " " + status.getReasonPhrase() + "\r\nDate: "
                + FastHttpDateFormat.getCurrentDate() + "\r\nContent-Type: " + EdgeProblem.MEDIA_TYPE
                + "\r\nContent-Length: " + json.length + (problem.passes() ? "\r\nRetry-After: 1" : "")
                + "\r\nConnection: close\r\n\r\n";
        byte[] whole = (head + new String(json, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        write(connection, Buffers.wrap(connection.getMemoryManager(), whole));
        connection.closeSilently();
    }

    private static void write(Connection<?> connection, Buffer whole) {
        if (connection instanceof TCPNIOConnection raw && raw.getTransport() instanceof TCPNIOTransport transport) {
            try {
                var unused = transport.getAsyncQueueIO().getWriter().write(raw, whole);
            } catch (IOException gone) {
                // The client has not waited: there is nobody to tell.
            }
        }
    }
}
