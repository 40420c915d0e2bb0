package io.stemedb.cluster.node;

import io.stemedb.assertion.Times;
import io.stemedb.cluster.gateway.Counts;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.Heard;
import io.stemedb.cluster.gateway.MemberView;
import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.hazelcast.Member;
import io.stemedb.cluster.hazelcast.View;
import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.removal.Removing;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.task.Task;
import io.stemedb.engine.Engine;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The cluster as this node sees it, for operators. Some calls ask the other nodes, and wait for them for a moment. */
final class ClusterOverview implements Gateway {
    private static final long LOOK_NANOS = 500_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Peers peers;
    private final Engine engine;
    private final Operations operations;
    private final Supplier<Situation> situation;

    ClusterOverview(Peers peers, Engine engine, Operations operations) {
        this.peers = peers;
        this.engine = engine;
        this.operations = operations;
        this.situation = peers.cluster()::situation;
    }

    @Override
    public MemberView.Members members() {
        return Views.members(situation.get(), this::heard, engine.shardCount());
    }

    @Override
    public MemberView.Members membersAndRemoved() {
        return Views.members(situation.get(), this::heard, engine.shardCount(), true);
    }

    @Override
    public HealthView health() {
        HealthView health = HealthView.of(situation.get(), engine.shardCount());
        return peers.cluster()
                .clockFault()
                .map(fault -> health.and(new HealthView.Reason("clock", fault)))
                .orElse(health);
    }

    @Override
    public Views.Status status() {
        Heart heart = peers.cluster().heart();
        List<String> unresolved = peers.options().seeds().stream()
                .filter(seed -> !seed.equals(peers.options().own().rpc()) && heart.idOf(seed) == null)
                .toList();
        return Views.status(
                situation.get(), engine.shardCount(), peers.options().name(), unresolved, hazelcast());
    }

    private Views.Hazelcast hazelcast() {
        View view = peers.membership();
        List<String> controllers = IntStream.range(0, engine.shardCount())
                .mapToObj(peers.cluster()::controller)
                .toList();
        return new Views.Hazelcast(
                view.members().stream().map(Member::node).toList(),
                view.master().orElse(null),
                view.owners(),
                controllers,
                view.trouble().orElse(null));
    }

    @Override
    public ShardView.Shards shards() {
        Situation now = situation.get();
        return new ShardView.Shards(
                Views.shards(now, reports(now), engine.shardCount()),
                now.facts().metaVersion());
    }

    @Override
    public Views.Nodes nodes() {
        Situation now = situation.get();
        return new Views.Nodes(
                Views.nodes(now, reports(now), this::heard, engine.shardCount()),
                now.facts().metaVersion());
    }

    @Override
    public List<String> refusalsToRemove(String node) {
        return peers.cluster().departure().refusals(node);
    }

    @Override
    public Task remove(String node, boolean force, String reason) {
        List<String> refusals = refusalsToRemove(node);
        if (!force && !refusals.isEmpty()) {
            throw StemeException.of(Refusal.UNSAFE, String.join("; ", refusals))
                    .hinting("bring a node back that has it, or say \"force\":true to go without");
        }
        Removing removing =
                new Removing(peers.cluster().departure(), node, force, engine.shardCount(), ClusterOverview::pause);
        return operations.start(
                "remove", reason == null ? "remove " + node : "remove " + node + ": " + reason, removing);
    }

    private static void pause() {
        LockSupport.parkNanos(LOOK_NANOS);
    }

    @Override
    public long assertionCount() {
        Situation now = situation.get();
        return now.facts().genesis().isEmpty()
                ? Counts.stored(now, now.self())
                : Counts.answeredFor(now, now.self(), engine.shardCount());
    }

    @Override
    public String concern() {
        Situation now = situation.get();
        if (now.facts().genesis().isEmpty()) {
            return "waiting";
        }
        return now.isMember() && now.hasMajority() ? "" : "no-majority";
    }

    private Map<String, NodeReport> reports(Situation now) {
        Map<String, CompletableFuture<NodeReport>> asked = new TreeMap<>();
        for (String node : now.members().members()) {
            if (!node.equals(now.self()) && now.liveness().isLive(node)) {
                now.address(node)
                        .ifPresent(address -> asked.put(
                                node, peers.channels().at(address, PATIENCE).report()));
            }
        }
        Map<String, NodeReport> reports = new TreeMap<>();
        reports.put(now.self(), peers.reportOf(engine));
        asked.forEach((node, report) -> {
            NodeReport came = report.handle((value, failure) -> value).join();
            if (came != null) {
                reports.put(node, came);
            }
        });
        return reports;
    }

    private Heard heard(String node) {
        if (node.equals(situation.get().self())) {
            return new Heard(
                    0, Times.format(nowMicros()), false, peers.options().own().gateway());
        }
        Neighbour neighbour = peers.cluster().heart().neighbours().get(node);
        if (neighbour == null) {
            return Heard.NEVER;
        }
        boolean stopped = neighbour.last().node().stopping();
        return new Heard(
                stopped ? Long.MAX_VALUE : System.nanoTime() - neighbour.heardAt(),
                Times.format(neighbour.heardMicros()),
                !peers.membership().members().isEmpty() && !peers.membership().has(node),
                neighbour.last().node().gateway());
    }

    private long nowMicros() {
        return peers.loop().wallMicros();
    }
}
