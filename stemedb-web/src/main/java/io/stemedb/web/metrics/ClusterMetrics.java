package io.stemedb.web.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.stemedb.cluster.node.ClusterFigures;
import io.stemedb.cluster.node.ClusterWatch;
import io.stemedb.cluster.node.Node;
import io.stemedb.cluster.node.NodeState.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Registers what a node knows of a cluster. On a node without others there is none of it, not even a name. */
@ApplicationScoped
public class ClusterMetrics {
    private static final double NANOS = 1e9;
    private static final double[] WITHIN_SECONDS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};
    private static final String PEER = "peer";

    private final Node node;
    private final PrometheusRegistry registry;

    protected ClusterMetrics() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public ClusterMetrics(Node node, PrometheusRegistry registry) {
        this.node = node;
        this.registry = registry;
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object context) {
        node.whenOpen(engine -> node.watch().ifPresent(this::register));
    }

    private void register(ClusterWatch watch) {
        registerMembers(watch);
        registerQueues(watch);
        registerShards(watch);
        registerAntiEntropy(watch);
        registerCalls(watch);
    }

    private void registerMembers(ClusterWatch watch) {
        gauges(watch, "stemedb_cluster_members", "Members of the cluster by state", "state", ClusterFigures::members);
        gauges(
                watch,
                "stemedb_replication_lag_seconds",
                "How far another member is behind this node",
                PEER,
                ClusterFigures::lagSeconds);
        gauges(
                watch,
                "stemedb_cluster_violation",
                "1 while something keeps the cluster from being well, by the code that /cluster/health gives",
                "code",
                figures -> flags(figures.violations()));
    }

    private static Map<String, Integer> flags(Map<String, Boolean> set) {
        Map<String, Integer> flags = new TreeMap<>();
        set.forEach((code, is) -> flags.put(code, is ? 1 : 0));
        return flags;
    }

    private void registerQueues(ClusterWatch watch) {
        gauges(
                watch,
                "stemedb_replication_waiting_bytes",
                "Copies that wait to be sent to another member",
                PEER,
                ClusterFigures::waitingBytes);
        gauges(
                watch,
                "stemedb_replication_waiting_records",
                "Copies that wait to be sent to another member, or for its answer",
                PEER,
                ClusterFigures::waitingRecords);
        gauge(
                watch,
                "stemedb_copies_waiting_bytes",
                "Copies from other members that wait for the journal of this node",
                ClusterFigures::waitingHere);
    }

    private void registerShards(ClusterWatch watch) {
        gauge(
                watch,
                "stemedb_under_replicated_shards",
                "Shards that fewer live nodes have all of than should",
                ClusterFigures::underReplicated);
        gauge(
                watch,
                "stemedb_copies_needing_all_nodes",
                "Copies of this node whose answers may be incomplete as long as another member is away",
                ClusterFigures::needingAll);
        gauge(watch, "stemedb_leaderless_shards", "Shards that no live node has all of", ClusterFigures::leaderless);
    }

    private void registerAntiEntropy(ClusterWatch watch) {
        counters(
                watch,
                "stemedb_anti_entropy_runs_total",
                "Rounds in which this node pulled what it lacked, and pairs of nodes that it compared record by record",
                figures -> both(figures.pulls().runs(), figures.comparisons().runs()));
        counters(
                watch,
                "stemedb_anti_entropy_differences_total",
                "What was found to differ between nodes: copies of shards by pull, records by comparison",
                figures -> both(
                        figures.pulls().differences(), figures.comparisons().differences()));
        counters(
                watch,
                "stemedb_anti_entropy_healed_records_total",
                "Records that were copied because they were lacking",
                figures -> both(figures.pulls().records(), figures.comparisons().records()));
    }

    private static Map<String, Long> both(long byPull, long byComparison) {
        return Map.of("pull", byPull, "comparison", byComparison);
    }

    private void registerCalls(ClusterWatch watch) {
        Histogram seconds = Histogram.builder()
                .name("stemedb_peer_call_duration_seconds")
                .help("How long calls to other nodes took by call")
                .labelNames("call")
                .classicOnly()
                .classicUpperBounds(WITHIN_SECONDS)
                .withoutExemplars()
                .register(registry);
        Counter failures = Counter.builder()
                .name("stemedb_peer_call_failures_total")
                .help("Calls to other nodes that were refused or got no answer in time, by call")
                .labelNames("call")
                .withoutExemplars()
                .register(registry);
        Counter givenUp = Counter.builder()
                .name("stemedb_peer_calls_given_up_total")
                .help("Calls to other nodes whose answer was not wanted any more, by call")
                .labelNames("call")
                .withoutExemplars()
                .register(registry);
        watch.tell((call, failed, notWanted, nanos) -> {
            seconds.labelValues(call).observe(nanos / NANOS);
            failures.labelValues(call).inc(failed ? 1 : 0);
            givenUp.labelValues(call).inc(notWanted ? 1 : 0);
        });
    }

    private void gauges(
            ClusterWatch watch,
            String name,
            String meaning,
            String label,
            Function<ClusterFigures, Map<String, ? extends Number>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(meaning)
                .labelNames(label)
                .callback(told -> {
                    if (isOpen()) {
                        values.apply(watch.figures()).forEach((key, value) -> told.call(value.doubleValue(), key));
                    }
                })
                .register(registry);
    }

    private void gauge(ClusterWatch watch, String name, String meaning, ToDoubleFunction<ClusterFigures> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(meaning)
                .callback(told -> {
                    if (isOpen()) {
                        told.call(value.applyAsDouble(watch.figures()));
                    }
                })
                .register(registry);
    }

    private void counters(
            ClusterWatch watch, String name, String meaning, Function<ClusterFigures, Map<String, Long>> values) {
        CounterWithCallback.builder()
                .name(name)
                .help(meaning)
                .labelNames("by")
                .callback(told -> {
                    if (isOpen()) {
                        values.apply(watch.figures()).forEach((by, value) -> told.call(value, by));
                    }
                })
                .register(registry);
    }

    private boolean isOpen() {
        return node.state() instanceof Open;
    }
}
