package io.stemedb.web.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * How many requests there were, how they ended, and how long they took. Counters alone: the server's own histograms keep a
 * sample under a lock, which would cost a fast call more than it takes, and which cannot be summed over nodes.
 */
@ApplicationScoped
public class CallMetrics {
    private static final String[] WITHIN_SECONDS = {
        "0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "1", "5", "+Inf"
    };
    private static final long[] WITHIN_NANOS = Stream.of(WITHIN_SECONDS)
            .mapToLong(
                    seconds -> seconds.equals("+Inf") ? Long.MAX_VALUE : Math.round(Double.parseDouble(seconds) * 1e9))
            .toArray();
    private static final int STATUS_CLASSES = 6;

    private final Map<Call, Counters> calls = new EnumMap<>(Call.class);
    private final Counter cutOff;

    protected CallMetrics() { // for the CDI proxy only
        this.cutOff = null;
    }

    @Inject
    public CallMetrics(MetricRegistry registry) {
        cutOff = registry.counter(Metadata.builder()
                .withName("stemedb_slow_readers_total")
                .withDescription("Clients that were cut off because they did not read")
                .build());
        for (Call call : Call.values()) {
            calls.put(call, new Counters(registry, new Tag("call", call.label())));
        }
    }

    /** A client did not read its answer, and was given up. */
    void cutOff() {
        cutOff.inc();
    }

    /** A request has been answered, or its client has gone. */
    void ended(Call call, int status, long nanos) {
        calls.get(call).add(status / 100, nanos);
    }

    private static final class Counters {
        private final Counter[] byStatus = new Counter[STATUS_CLASSES];
        private final Counter[] within = new Counter[WITHIN_SECONDS.length];
        private final Counter micros;

        Counters(MetricRegistry registry, Tag call) {
            for (int status = 2; status < STATUS_CLASSES; status++) {
                byStatus[status] = counter(
                        registry,
                        "stemedb_requests_total",
                        "Requests by call and how they ended",
                        call,
                        new Tag("status", status + "xx"));
            }
            for (int i = 0; i < within.length; i++) {
                within[i] = counter(
                        registry,
                        "stemedb_request_seconds_bucket_total",
                        "Requests by call that took at most le seconds",
                        call,
                        new Tag("le", WITHIN_SECONDS[i]));
            }
            micros = counter(
                    registry, "stemedb_request_microseconds_total", "Time spent on requests by call, in all", call);
        }

        private static Counter counter(MetricRegistry registry, String name, String meaning, Tag... tags) {
            Metadata metadata =
                    Metadata.builder().withName(name).withDescription(meaning).build();
            return registry.counter(metadata, tags);
        }

        void add(int statusClass, long nanos) {
            if (statusClass >= 2 && statusClass < STATUS_CLASSES) {
                byStatus[statusClass].inc();
            }
            for (int i = within.length - 1; i >= 0 && nanos <= WITHIN_NANOS[i]; i--) {
                within[i].inc();
            }
            micros.inc(nanos / 1000);
        }
    }
}
