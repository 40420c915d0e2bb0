package io.stemedb.web.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one list of the node's own metrics. */
@ApplicationScoped
public class Metrics {
    /** What is registered here is shown at {@code /metrics}. */
    @Produces
    @Singleton
    public PrometheusRegistry registry() {
        return new PrometheusRegistry();
    }
}
