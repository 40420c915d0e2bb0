package io.stemedb.cluster.node;

import io.stemedb.assertion.Times;
import io.stemedb.cluster.compare.ComparisonCounts;
import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.TokenValues;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.task.TaskLines;
import io.stemedb.engine.Engine;
import io.stemedb.engine.EngineStatus;
import io.stemedb.json.JsonWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything about this node that an operator would be asked for, as JSON: no claim, no source and no secret. */
final class Description {
    private static final int MOST_TASKS = 50;
    private static final double MILLION = 1e6;

    private final NodeConfig config;
    private final Engine engine;
    private final Operations operations;
    private final Optional<Peers> peers;

    /** @param peers what speaks to others; empty if there are none */
    Description(NodeConfig config, Engine engine, Operations operations, Optional<Peers> peers) {
        this.config = config;
        this.engine = engine;
        this.operations = operations;
        this.peers = peers;
    }

    byte[] json() {
        JsonWriter out = new JsonWriter(16 << 10).beginObject();
        out.name("node_id").string(operations.nodeId());
        out.name("error").nul();
        out.name("at").string(Times.format(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
        out.name("version").string(Release.version());
        process(out);
        texts(out.name("settings"), config.shown());
        state(out.name("state"));
        out.name("tasks").beginArray();
        operations.tasks().stream().limit(MOST_TASKS).forEach(task -> TaskLines.write(out, task));
        out.endArray();
        out.name("cluster");
        peers.ifPresentOrElse(others -> cluster(out, others), out::nul);
        return out.endObject().toByteArray();
    }

    private static void process(JsonWriter out) {
        Runtime runtime = Runtime.getRuntime();
        out.name("jvm").string(System.getProperty("java.vm.name") + ' ' + System.getProperty("java.runtime.version"));
        out.name("system").string(System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
        out.name("processors").number(runtime.availableProcessors());
        out.name("heap_bytes").number(runtime.totalMemory() - runtime.freeMemory());
        out.name("most_heap_bytes").number(runtime.maxMemory());
        out.name("threads").number(ManagementFactory.getThreadMXBean().getThreadCount());
        out.name("uptime_seconds").number(ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
    }

    private void state(JsonWriter out) {
        EngineStatus status = engine.status();
        out.beginObject();
        out.name("store").string(engine.store());
        out.name("assertions").number(status.store().assertions());
        out.name("read_only").string(status.readOnlyReason());
        out.name("disk_free_bytes");
        diskFree(out);
        out.name("journal_lsn").number(status.journalLsn());
        out.name("flushed_lsn").number(status.flushedLsn());
        out.name("flush_failing").bool(status.flushFailing());
        out.name("waiting_bytes").number(status.waitingBytes());
        out.name("table_bytes").number(status.store().tableBytes());
        out.name("run_bytes").number(status.store().runBytes());
        out.name("merge_debt_bytes").number(status.mergeDebt().bytes());
        out.name("damages").beginArray();
        status.damages()
                .forEach(damage -> out.string(damage.file() + " at " + damage.offset() + ": " + damage.detail()));
        out.endArray();
        out.name("lost_slots").number(status.lost().slots());
        out.name("refused_shards").number(status.lost().shards().size());
        out.name("last_backup").string(orNever(status.backup().begunAt()));
        out.name("last_scrub").string(orNever(status.scrub().endedAt()));
        out.name("archive_failure")
                .string(
                        status.archive() == null || status.archive().failure() == null
                                ? null
                                : status.archive().failure().toString());
        out.endObject();
    }

    private static String orNever(long micros) {
        return micros == 0 ? null : Times.format(micros);
    }

    private void diskFree(JsonWriter out) {
        try {
            out.number(Files.getFileStore(config.node().dataDir()).getUsableSpace());
        } catch (IOException unknown) {
            out.nul();
        }
    }

    private void cluster(JsonWriter out, Peers others) {
        Situation now = others.cluster().situation();
        ClusterFigures figures = new ClusterWatch(others, engine.shardCount()).figures();
        out.beginObject();
        out.name("meta_version").number(now.facts().metaVersion());
        out.name("member").bool(now.isMember());
        out.name("live");
        strings(out, List.copyOf(now.liveMembers()));
        out.name("counted");
        strings(out, List.copyOf(now.members().counted()));
        out.name("lag_seconds").beginObject();
        figures.lagSeconds().forEach((node, lag) -> out.name(node).millionths((long) (lag * MILLION)));
        out.endObject();
        numbers(out.name("waiting_bytes"), figures.waitingBytes());
        texts(out.name("strangers"), others.cluster().heart().strangers());
        out.name("violations");
        strings(
                out,
                figures.violations().entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList());
        ComparisonCounts compared = figures.comparisons();
        numbers(
                out.name("anti_entropy"),
                found(
                        figures.pulls().runs(),
                        figures.pulls().differences(),
                        figures.pulls().records()));
        numbers(out.name("comparisons"), found(compared.runs(), compared.differences(), compared.records()));
        out.name("membership_trouble").string(others.membership().trouble().orElse(null));
        out.name("facts").beginArray();
        now.facts().all().forEach(fact -> fact(out, fact));
        out.endArray();
        out.endObject();
    }

    private static Map<String, Long> found(long runs, long differences, long healed) {
        return new TreeMap<>(Map.of("runs", runs, "differences", differences, "healed_records", healed));
    }

    private static void fact(JsonWriter out, Fact fact) {
        out.beginObject();
        out.name("path").string(fact.key().conceptPath());
        out.name("version").number(fact.version());
        out.name("by").string(fact.node());
        boolean ofToken = fact.key().kind() == FactKey.Kind.TOKEN;
        out.name("value").raw(ofToken ? TokenValues.shown(fact) : fact.value());
        out.endObject();
    }

    private static void strings(JsonWriter out, List<String> some) {
        out.beginArray();
        some.forEach(out::string);
        out.endArray();
    }

    private static void texts(JsonWriter out, Map<String, String> some) {
        out.beginObject();
        some.forEach((name, text) -> out.name(name).string(text));
        out.endObject();
    }

    private static void numbers(JsonWriter out, Map<String, Long> some) {
        out.beginObject();
        some.forEach((name, number) -> out.name(name).number(number));
        out.endObject();
    }
}
