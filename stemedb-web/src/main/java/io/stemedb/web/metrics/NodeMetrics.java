package io.stemedb.web.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.stemedb.cluster.node.Node;
import io.stemedb.cluster.node.NodeState.Open;
import io.stemedb.engine.Engine;
import io.stemedb.engine.EngineStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Registers what a node knows of itself. Levels are asked for when somebody reads them, and are absent as long as there
 * is nothing to tell: while the node is not open, and of what never happened.
 */
@ApplicationScoped
public class NodeMetrics {
    private static final double ABSENT = Double.NaN;
    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;

    private final Node node;
    private final PrometheusRegistry registry;

    protected NodeMetrics() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public NodeMetrics(Node node, PrometheusRegistry registry) {
        this.node = node;
        this.registry = registry;
    }

    void register(@Observes @Initialized(ApplicationScoped.class) Object context) {
        gauge(
                "stemedb_assertions",
                "Assertions and retractions held",
                status -> status.store().assertions());
        gauge(
                "stemedb_journal_unflushed_bytes",
                "Journal that a start would have to replay",
                status -> status.journalLsn() - status.flushedLsn());
        gauge("stemedb_journal_waiting_bytes", "Claims that wait for the journal", EngineStatus::waitingBytes);
        gauge(
                "stemedb_table_bytes",
                "Estimated heap of the tables in memory",
                status -> status.store().tableBytes());
        registerRuns();
        registerFaults();
        registerArchive();
        registerLast();
        node.whenOpen(this::countForces);
    }

    private void registerRuns() {
        levels("stemedb_runs", "Runs by level", status -> status.store().runs());
        levels(
                "stemedb_run_bytes",
                "Bytes of run files by level",
                status -> status.store().levelBytes());
        gauge(
                "stemedb_merge_debt_bytes",
                "Bytes of runs that merges should have taken already",
                status -> status.mergeDebt().bytes());
        gauge(
                "stemedb_merge_waiting_for_space",
                "1 while a merge waits for room on the disk",
                status -> flag(status.mergeDebt().waitingForSpace()));
    }

    private void registerFaults() {
        gauge("stemedb_read_only", "1 while the node takes no writes", status -> flag(status.readOnlyReason() != null));
        gauge(
                "stemedb_disk_full",
                "1 while the node takes no writes for want of room",
                status -> flag(status.diskFull()));
        gauge(
                "stemedb_flush_failing",
                "1 from a flush that failed to the next one that did not",
                status -> flag(status.flushFailing()));
        gauge(
                "stemedb_damaged_runs",
                "Runs that are damaged and not yet healed",
                status -> status.damages().size());
        gauge(
                "stemedb_lost_slots",
                "Slots that are refused because a repair has lost claims of theirs",
                status -> status.lost().slots());
        gauge(
                "stemedb_refused_shards",
                "Shards that are refused because a repair has lost claims of theirs that nothing names",
                status -> status.lost().shards().size());
    }

    private void registerArchive() {
        archive("stemedb_archive_lag_bytes", "Journal that is not in the archive yet", EngineStatus::archiveLag);
        archive(
                "stemedb_archived_lsn",
                "The journal before this position is in the archive, but for its gaps",
                status -> status.archive().archivedLsn());
        archive(
                "stemedb_archive_failing",
                "1 from a failed try to archive to the next one that did not fail",
                status -> flag(status.archive().failure() != null));
        archive(
                "stemedb_archive_gaps",
                "Gaps in the archive",
                status -> status.archive().gaps().size());
        archive(
                "stemedb_archive_last_success_timestamp_seconds",
                "When all that is finished of the journal was last seen to be in the archive, seconds since 1970",
                status -> orAbsent((double) status.archive().wellSeconds()));
        CounterWithCallback.builder()
                .name("stemedb_archive_failures_total")
                .help("Failed tries to archive since the start")
                .callback(told -> {
                    EngineStatus status = status();
                    if (status != null && status.archive() != null) {
                        told.call((double) status.archive().failures());
                    }
                })
                .register(registry);
    }

    private void registerLast() {
        gauge(
                "stemedb_last_backup_timestamp_seconds",
                "When the last backup that counts was begun, seconds since 1970",
                status -> orAbsent(status.backup().begunAt() / MICROS));
        scrub(
                "stemedb_last_scrub_timestamp_seconds",
                "When the last scrub ended, seconds since 1970",
                status -> status.scrub().endedAt() / MICROS);
        scrub(
                "stemedb_last_scrub_bytes",
                "Bytes that the last scrub read",
                status -> status.scrub().bytes());
        scrub(
                "stemedb_last_scrub_damages",
                "Damages that the last scrub found, in runs, journal and archive",
                status -> status.scrub().found());
    }

    private void countForces(Engine engine) {
        Counter forces = counter("stemedb_journal_forces_total", "Times the journal was forced to disk");
        Counter records = counter("stemedb_journal_records_total", "Records written to the journal");
        Counter bytes = counter("stemedb_journal_bytes_total", "Payload written to the journal");
        CounterDataPoint seconds =
                counter("stemedb_journal_force_seconds_total", "Time spent writing and forcing the journal");
        CounterDataPoint held =
                counter("stemedb_writers_held_back_seconds_total", "Time that groups of writes have waited for merges");
        engine.status().groups().tell((recordCount, payloadBytes, tookNanos, heldMicros) -> {
            held.inc(heldMicros / MICROS);
            forces.inc();
            records.inc(recordCount);
            bytes.inc(payloadBytes);
            seconds.inc(tookNanos / NANOS);
        });
    }

    private Counter counter(String name, String meaning) {
        Counter counter =
                Counter.builder().name(name).help(meaning).withoutExemplars().register(registry);
        counter.initLabelValues();
        return counter;
    }

    private void archive(String name, String meaning, ToDoubleFunction<EngineStatus> value) {
        gauge(name, meaning, status -> status.archive() == null ? ABSENT : value.applyAsDouble(status));
    }

    private void scrub(String name, String meaning, ToDoubleFunction<EngineStatus> value) {
        gauge(name, meaning, status -> status.scrub().endedAt() == 0 ? ABSENT : value.applyAsDouble(status));
    }

    private static double orAbsent(double since) {
        return since == 0 ? ABSENT : since;
    }

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }

    private void gauge(String name, String meaning, ToDoubleFunction<EngineStatus> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(meaning)
                .callback(told -> {
                    EngineStatus status = status();
                    double now = status == null ? ABSENT : value.applyAsDouble(status);
                    if (!Double.isNaN(now)) {
                        told.call(now);
                    }
                })
                .register(registry);
    }

    private void levels(String name, String meaning, Function<EngineStatus, List<? extends Number>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(meaning)
                .labelNames("level")
                .callback(told -> {
                    EngineStatus status = status();
                    List<? extends Number> levels = status == null ? List.of() : values.apply(status);
                    for (int level = 0; level < levels.size(); level++) {
                        told.call(levels.get(level).doubleValue(), Integer.toString(level));
                    }
                })
                .register(registry);
    }

    /** Null while the node is not open. */
    private EngineStatus status() {
        return node.state() instanceof Open open ? open.engine().status() : null;
    }
}
