package io.stemedb.web.access;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.stemedb.audit.AuditEvent;
import io.stemedb.audit.AuditKind;
import io.stemedb.audit.Flood;
import io.stemedb.cluster.node.Access;
import io.stemedb.cluster.node.SameCall;
import io.stemedb.refusal.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Puts calls of operators on record, and those turned away. What cannot be written keeps nobody from his work. */
@ApplicationScoped
public class AuditTrail {
    private static final System.Logger LOGGER = System.getLogger(AuditTrail.class.getName());

    private static final String ABOUT = AuditTrail.class.getName();
    private static final String TASKS = "/admin/tasks/";
    private static final int REFUSALS_AT_ONCE = 20;
    private static final long NANOS_EACH = Duration.ofSeconds(6).toNanos();

    private final Access access;
    private final Counter lost;
    private final Flood unknown = new Flood(REFUSALS_AT_ONCE, NANOS_EACH, System.nanoTime());
    private final Flood forbidden = new Flood(REFUSALS_AT_ONCE, NANOS_EACH, System.nanoTime());
    private volatile boolean isFull;

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
        access.audit().telling(this::unwritten);
    }

    /** Names what a call has made, for the record. */
    static void isAbout(HttpServletRequest request, String id) {
        request.setAttribute(ABOUT, id);
    }

    /** What a call has named as made; null if nothing. */
    static String about(HttpServletRequest request) {
        return request.getAttribute(ABOUT) instanceof String made ? made : null;
    }

    /** What a page has done in the place of a call; null if it was none. */
    static SameCall same(HttpServletRequest request) {
        return request.getAttribute(SameCall.ATTRIBUTE) instanceof SameCall same ? same : null;
    }

    /**
     * A call of an operator has been answered.
     *
     * @param same what a page did in its place; null if there was no page
     */
    void done(Asked asked, byte[] sent, SameCall same, String made, HttpServletResponse response) {
        Map<String, String> body = new TreeMap<>(same == null ? NotedBody.of(sent) : NotedBody.of(same.fields()));
        if (made != null) {
            body.put("made", made);
        }
        String task = same == null ? task(response.getHeader("Location")) : same.task();
        put(asked.kind(), asked.as(same).event(body, response.getStatus(), task, 0));
    }

    /** Somebody was turned away. Of many in a short time a few are on record. */
    void refused(HttpServletRequest request, Caller caller, int status) {
        boolean isUnknown = status == HttpServletResponse.SC_UNAUTHORIZED;
        OptionalLong omitted = (isUnknown ? unknown : forbidden).pass(System.nanoTime());
        if (omitted.isPresent()) {
            put(AuditKind.REFUSALS, Asked.of(request, caller).event(Map.of(), status, null, omitted.getAsLong()));
        }
    }

    private static String task(String location) {
        int at = location == null ? -1 : location.indexOf(TASKS);
        return at < 0 ? null : location.substring(at + TASKS.length());
    }

    private void put(AuditKind kind, AuditEvent event) {
        if (access.audit().offer(kind, event)) {
            isFull = false;
        } else {
            lost.inc();
            if (!isFull) {
                isFull = true;
                LOGGER.log(System.Logger.Level.ERROR, "what operators do is not put on record: too much waits");
            }
        }
    }

    private void unwritten(int events, Throwable why) {
        lost.inc(events);
        LOGGER.log(
                System.Logger.Level.ERROR,
                "{0} events of what operators do could not be put on record: {1}",
                events,
                Reason.of(why));
    }
}
