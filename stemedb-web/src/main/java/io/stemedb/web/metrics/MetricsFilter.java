package io.stemedb.web.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Adds the node's own metrics to the server's. MicroProfile Metrics has no counter of fractions of a second, no gauge
 * that is absent, and labels that Prometheus keeps for histograms, so these are kept by the library of Prometheus.
 */
@WebFilter("/metrics")
public class MetricsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String SCOPE = "scope";
    private static final String OURS = "application";

    private final transient PrometheusRegistry registry;

    @Inject
    public MetricsFilter(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String scope = request.getParameter(SCOPE);
        boolean reads = request.getMethod().equals("GET") && (scope == null || scope.equals(OURS));
        if (!reads) {
            chain.doFilter(request, response);
            return;
        }
        String text = text(request.getParameter("name"));
        if (scope == null) {
            chain.doFilter(request, response);
        } else {
            response.setContentType("text/plain; charset=UTF-8");
        }
        if (response.getStatus() == HttpServletResponse.SC_OK) {
            PrintWriter out = response.getWriter();
            out.write(text);
            out.flush();
        }
    }

    private String text(String name) throws IOException {
        MetricSnapshots all = name == null ? registry.scrape() : registry.scrape(name::startsWith);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, all);
        return out.toString(StandardCharsets.UTF_8);
    }
}
