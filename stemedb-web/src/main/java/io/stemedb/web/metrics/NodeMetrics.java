package io.stemedb.web.metrics;

import io.stemedb.cluster.node.Node;
import io.stemedb.cluster.node.NodeState.Open;
import io.stemedb.engine.Engine;
import io.stemedb.engine.EngineStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Registers what a node knows of itself. Levels are asked for when somebody reads them. */
@ApplicationScoped
public class NodeMetrics {
    /** Levels that runs can be of: far more than any disk has room for. */
    private static final int LEVELS = 8;

    private static final double MICROS = 1_000_000;

    private final Node node;
    private final MetricRegistry registry;

    protected NodeMetrics() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public NodeMetrics(Node node, MetricRegistry registry) {
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
        gauge(
                "stemedb_merge_debt_bytes",
                "Bytes of runs that merges should have taken already",
                status -> status.mergeDebt().bytes());
        gauge(
                "stemedb_merge_waiting_for_space",
                "1 while a merge waits for room on the disk",
                status -> status.mergeDebt().waitingForSpace() ? 1 : 0);
        gauge(
                "stemedb_table_bytes",
                "Estimated heap of the tables in memory",
                status -> status.store().tableBytes());
        gauge(
                "stemedb_read_only",
                "1 while the node takes no writes",
                status -> status.readOnlyReason() == null ? 0 : 1);
        gauge(
                "stemedb_disk_full",
                "1 while the node takes no writes for want of room",
                status -> status.diskFull() ? 1 : 0);
        gauge("stemedb_journal_waiting_bytes", "Claims that wait for the journal", EngineStatus::waitingBytes);
        gauge(
                "stemedb_flush_failing",
                "1 from a flush that failed to the next one that did not",
                status -> status.flushFailing() ? 1 : 0);
        gauge(
                "stemedb_damaged_runs",
                "Runs that are damaged and not yet healed",
                status -> status.damages().size());
        registerLoss();
        registerArchive();
        registerScrub();
        node.whenOpen(this::countForces);
        for (int level = 0; level < LEVELS; level++) {
            int at = level;
            Tag tag = new Tag("level", Integer.toString(level));
            gauge("stemedb_runs", "Runs by level", status -> of(status.store().runs(), at), tag);
            gauge(
                    "stemedb_run_bytes",
                    "Bytes of run files by level",
                    status -> of(status.store().levelBytes(), at),
                    tag);
        }
    }

    private void registerLoss() {
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
        gauge(
                "stemedb_archive_lag_bytes",
                "Journal that is not in the archive yet; 0 where there is none",
                EngineStatus::archiveLag);
        gauge(
                "stemedb_archived_lsn",
                "The journal before this position is in the archive, but for its gaps",
                status -> status.archive() == null ? 0 : status.archive().archivedLsn());
        gauge(
                "stemedb_archive_failures",
                "Failed tries to archive since the start",
                status -> status.archive() == null ? 0 : status.archive().failures());
        gauge(
                "stemedb_archive_failing",
                "1 from a failed try to archive to the next one that did not fail",
                status -> status.archive() == null || status.archive().failure() == null ? 0 : 1);
        gauge(
                "stemedb_archive_gaps",
                "Gaps in the archive",
                status -> status.archive() == null ? 0 : status.archive().gaps().size());
    }

    private void registerScrub() {
        gauge(
                "stemedb_scrub_last_end_seconds",
                "When the last scrub ended, seconds since 1970; 0 where there was none",
                status -> status.scrub().endedAt() / MICROS);
        gauge(
                "stemedb_scrub_last_bytes",
                "Bytes that the last scrub read",
                status -> status.scrub().bytes());
        gauge(
                "stemedb_scrub_last_damages",
                "Damages that the last scrub found, in runs, journal and archive",
                status -> status.scrub().found());
    }

    /** Counted as it happens: of a counter the server takes only steps. */
    private void countForces(Engine engine) {
        Counter forces = counter("stemedb_journal_forces_total", "Times the journal was forced to disk");
        Counter records = counter("stemedb_journal_records_total", "Records written to the journal");
        Counter bytes = counter("stemedb_journal_bytes_total", "Payload written to the journal");
        Counter micros =
                counter("stemedb_journal_force_microseconds_total", "Time spent writing and forcing the journal");
        Counter held = counter(
                "stemedb_writers_held_back_microseconds_total", "Time that groups of writes have waited for merges");
        engine.status().groups().tell((recordCount, payloadBytes, tookNanos, heldMicros) -> {
            held.inc(heldMicros);
            forces.inc();
            records.inc(recordCount);
            bytes.inc(payloadBytes);
            micros.inc(tookNanos / 1000);
        });
    }

    private Counter counter(String name, String meaning) {
        return registry.counter(
                Metadata.builder().withName(name).withDescription(meaning).build());
    }

    private static double of(List<? extends Number> levels, int level) {
        return level < levels.size() ? levels.get(level).doubleValue() : 0;
    }

    private void gauge(String name, String meaning, ToDoubleFunction<EngineStatus> value, Tag... tags) {
        // No unit: the server would append it to the name, behind "_total".
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(meaning).build();
        registry.gauge(metadata, node, opened -> read(opened, value), tags);
    }

    private static double read(Node node, ToDoubleFunction<EngineStatus> value) {
        return node.state() instanceof Open open
                ? value.applyAsDouble(open.engine().status())
                : 0;
    }
}
