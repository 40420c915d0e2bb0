package io.stemedb.web.call;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;

/** How many requests there were, how they ended, and how long they took, in buckets that can be summed over nodes. */
@ApplicationScoped
public class CallMetrics {
    private static final double[] WITHIN_SECONDS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};
    private static final double NANOS = 1e9;
    private static final int STATUS_CLASSES = 6;

    private final Map<Call, Numbers> calls = new EnumMap<>(Call.class);
    private final Counter cutOff;

    protected CallMetrics() { // for the CDI proxy only
        this.cutOff = null;
    }

    @Inject
    public CallMetrics(PrometheusRegistry registry) {
        cutOff = Counter.builder()
                .name("stemedb_slow_readers_total")
                .help("Clients that were cut off because they did not read")
                .withoutExemplars()
                .register(registry);
        cutOff.initLabelValues();
        Counter requests = Counter.builder()
                .name("stemedb_requests_total")
                .help("Requests by call and how they ended")
                .labelNames("call", "status")
                .withoutExemplars()
                .register(registry);
        Histogram seconds = Histogram.builder()
                .name("stemedb_request_duration_seconds")
                .help("How long requests took by call")
                .labelNames("call")
                .classicOnly()
                .classicUpperBounds(WITHIN_SECONDS)
                .withoutExemplars()
                .register(registry);
        for (Call call : Call.values()) {
            calls.put(call, new Numbers(requests, seconds, call.label()));
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

    private static final class Numbers {
        private final CounterDataPoint[] byStatus = new CounterDataPoint[STATUS_CLASSES];
        private final DistributionDataPoint seconds;

        Numbers(Counter requests, Histogram seconds, String call) {
            for (int status = 2; status < STATUS_CLASSES; status++) {
                byStatus[status] = requests.labelValues(call, status + "xx");
            }
            this.seconds = seconds.labelValues(call);
        }

        void add(int statusClass, long nanos) {
            if (statusClass >= 2 && statusClass < STATUS_CLASSES) {
                byStatus[statusClass].inc();
            }
            seconds.observe(nanos / NANOS);
        }
    }
}
