package io.stemedb.web.access;

import io.stemedb.audit.AuditEvent;
import io.stemedb.audit.AuditKind;
import io.stemedb.cluster.node.SameCall;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** What somebody asks for, as the record has it. */
record Asked(Caller caller, String from, String via, String method, String path, AuditKind kind) {
    /** What a client says of itself. */
    private static final String CLIENT = "Stemedb-Client";

    private static final Set<String> CLIENTS = Set.of("cli", "api");
    private static final String SOURCE_ID = "io.stemedb.source_id";
    private static final String SOURCES = "/v1/sources/";

    static Asked of(HttpServletRequest request, Caller caller) {
        String path = path(request);
        return new Asked(
                caller,
                request.getRemoteAddr(),
                path.startsWith(AccessTable.PAGES) ? "console" : client(request.getHeader(CLIENT)),
                NotedBody.shown(request.getMethod()),
                NotedBody.shown(path),
                path.startsWith(SOURCES) ? AuditKind.SOURCES : AuditKind.EVENTS);
    }

    /** A name, and behind a slash its version. */
    private static String client(String header) {
        String name = header == null ? "" : header.split("/", 2)[0];
        return CLIENTS.contains(name) ? name : "api";
    }

    private static String path(HttpServletRequest request) {
        if (request.getAttribute(SOURCE_ID) instanceof String source) {
            return SOURCES + source;
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : '?' + query);
    }

    /** As the call that does the same, if it was a page that did it. */
    Asked as(SameCall same) {
        return same == null ? this : new Asked(caller, from, via, same.method(), NotedBody.shown(same.path()), kind);
    }

    /** The same with what became of it. */
    AuditEvent event(Map<String, String> body, int status, String task, long omitted) {
        return new AuditEvent(
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                caller.who(),
                caller.roleWord(),
                from,
                via,
                method,
                path,
                body,
                status,
                task,
                omitted);
    }
}
