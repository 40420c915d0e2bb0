package io.stemedb.web.access;

import io.stemedb.audit.AuditEvent;
import io.stemedb.audit.AuditKind;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** What somebody asks for, as the record has it. */
record Asked(Caller caller, String from, String via, String method, String path, AuditKind kind) {
    /** What a client says of itself. */
    private static final String CLIENT = "Stemedb-Client";

    private static final Set<String> CLIENTS = Set.of("cli", "console", "api");
    private static final String SOURCE_ID = "io.stemedb.source_id";
    private static final String SOURCES = "/v1/sources/";

    static Asked of(HttpServletRequest request, Caller caller) {
        String client = request.getHeader(CLIENT);
        String path = path(request);
        return new Asked(
                caller,
                request.getRemoteAddr(),
                client != null && CLIENTS.contains(client) ? client : "api",
                NotedBody.shown(request.getMethod()),
                NotedBody.shown(path),
                path.startsWith(SOURCES) ? AuditKind.SOURCES : AuditKind.EVENTS);
    }

    private static String path(HttpServletRequest request) {
        if (request.getAttribute(SOURCE_ID) instanceof String source) {
            return SOURCES + source;
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : '?' + query);
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
