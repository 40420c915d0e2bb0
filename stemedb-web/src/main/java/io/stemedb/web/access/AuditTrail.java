package io.stemedb.web.access;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.stemedb.audit.AuditEvent;
import io.stemedb.audit.Flood;
import io.stemedb.cluster.node.Access;
import io.stemedb.refusal.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Puts calls of operators on record, and those turned away. What cannot be written keeps nobody from his work. */
@ApplicationScoped
public class AuditTrail {
    private static final System.Logger LOGGER = System.getLogger(AuditTrail.class.getName());

    /** What a client says of itself. */
    private static final String CLIENT = "Stemedb-Client";

    private static final Set<String> CLIENTS = Set.of("cli", "console", "api");
    private static final String SOURCE_ID = "io.stemedb.source_id";
    private static final String ABOUT = AuditTrail.class.getName();
    private static final String TASKS = "/admin/tasks/";
    private static final int REFUSALS_AT_ONCE = 20;
    private static final long NANOS_EACH = Duration.ofSeconds(6).toNanos();

    private final Access access;
    private final Counter lost;
    private final Flood unknown = new Flood(REFUSALS_AT_ONCE, NANOS_EACH, System.nanoTime());
    private final Flood forbidden = new Flood(REFUSALS_AT_ONCE, NANOS_EACH, System.nanoTime());
    private volatile boolean isFailing;

    protected AuditTrail() { // for the CDI proxy only
        this.access = null;
        this.lost = null;
    }

    @Inject
    public AuditTrail(Access access, PrometheusRegistry registry) {
        this.access = access;
        this.lost = Counter.builder()
                .name("stemedb_audit_lost_total")
                .help("Calls of operators and refusals that could not be put on record")
                .withoutExemplars()
                .register(registry);
        lost.initLabelValues();
    }

    /** Names what a call has made, for the record. */
    static void isAbout(HttpServletRequest request, String id) {
        request.setAttribute(ABOUT, id);
    }

    /** A call of an operator has been answered. */
    void done(NotedRequest request, Caller caller, HttpServletResponse response) {
        Map<String, String> body = new TreeMap<>(NotedBody.of(request.body()));
        if (request.getAttribute(ABOUT) instanceof String made) {
            body.put("made", made);
        }
        append(event(request, caller, body, response.getStatus(), task(response.getHeader("Location")), 0));
    }

    /** Somebody was turned away. Of many in a short time a few are on record. */
    void refused(HttpServletRequest request, Caller caller, int status) {
        boolean isUnknown = status == HttpServletResponse.SC_UNAUTHORIZED;
        OptionalLong omitted = (isUnknown ? unknown : forbidden).pass(System.nanoTime());
        if (omitted.isPresent()) {
            append(event(request, caller, Map.of(), status, null, omitted.getAsLong()));
        }
    }

    private static AuditEvent event(
            HttpServletRequest request,
            Caller caller,
            Map<String, String> body,
            int status,
            String task,
            long omitted) {
        String client = request.getHeader(CLIENT);
        return new AuditEvent(
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                caller.who(),
                caller.roleWord(),
                request.getRemoteAddr(),
                client != null && CLIENTS.contains(client) ? client : "api",
                NotedBody.shown(request.getMethod()),
                NotedBody.shown(path(request)),
                body,
                status,
                task,
                omitted);
    }

    private static String path(HttpServletRequest request) {
        if (request.getAttribute(SOURCE_ID) instanceof String source) {
            return "/v1/sources/" + source;
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : '?' + query);
    }

    private static String task(String location) {
        int at = location == null ? -1 : location.indexOf(TASKS);
        return at < 0 ? null : location.substring(at + TASKS.length());
    }

    private void append(AuditEvent event) {
        try {
            access.audit().append(event);
            isFailing = false;
        } catch (IOException | RuntimeException unwritten) {
            lost.inc();
            if (!isFailing) {
                isFailing = true;
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "what operators do cannot be put on record: {0}",
                        Reason.of(unwritten));
            }
        }
    }
}
