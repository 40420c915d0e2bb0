package io.stemedb.cluster.node;

import io.stemedb.backupset.ClusterManifest;
import io.stemedb.cluster.backup.ClusterBackup;
import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Changes.Outlook;
import io.stemedb.cluster.compare.Outcome;
import io.stemedb.cluster.compare.Syncing;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.cluster.gateway.Counts;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.MemberView;
import io.stemedb.cluster.gateway.SeedView;
import io.stemedb.cluster.gateway.TasksView;
import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.hazelcast.Member;
import io.stemedb.cluster.hazelcast.View;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.cluster.overview.Surroundings;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.task.TaskNote;
import io.stemedb.engine.Engine;
import io.stemedb.files.LocalDisk;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The cluster as this node sees it, for operators. Some calls ask the other nodes, and wait for them for a moment. */
final class ClusterOverview implements Gateway {
    private static final long LOOK_NANOS = 500_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {'{', '}'};

    private final Peers peers;
    private final Engine engine;
    private final Operations operations;
    private final Supplier<Situation> situation;
    private final Colleagues colleagues;
    private final ClusterTasks tasks;

    ClusterOverview(Peers peers, Engine engine, Operations operations) {
        this.peers = peers;
        this.engine = engine;
        this.operations = operations;
        this.situation = peers.cluster()::situation;
        this.colleagues = new Colleagues(peers);
        this.tasks = new ClusterTasks(
                operations, colleagues, situation, peers.cluster().changing(), peers.notes());
    }

    @Override
    public MemberView.Members members() {
        return Views.members(situation.get(), peers::heard, engine.shardCount());
    }

    @Override
    public MemberView.Members membersAndRemoved() {
        return Views.members(situation.get(), peers::heard, engine.shardCount(), true);
    }

    @Override
    public HealthView health() {
        return peers.cluster().health();
    }

    @Override
    public Views.Status status() {
        return Views.status(
                situation.get(),
                health(),
                engine.shardCount(),
                peers.options().name(),
                peers.cluster().situations().unresolved(),
                hazelcast());
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
                Views.shards(now, reports(now), peers::heard, peers.cluster().terms()),
                now.facts().metaVersion());
    }

    @Override
    public Views.Nodes nodes() {
        Situation now = situation.get();
        return new Views.Nodes(
                Views.nodes(now, reports(now), peers::heard, engine.shardCount()),
                now.facts().metaVersion());
    }

    @Override
    public Outlook look(Change change) {
        Map<String, Long> free = new TreeMap<>();
        reports(situation.get()).forEach((node, report) -> {
            if (report.diskFree() >= 0) {
                free.put(node, report.diskFree());
            }
        });
        return peers.cluster().changing().look(change, free);
    }

    @Override
    public Task change(Change change, boolean force, String reason) {
        Outlook outlook = look(change);
        Optional<Task> aborted = outlook.aborts()
                .or(() -> peers.changes().takenBackBy(outlook.change()))
                .map(tasks::abort)
                .filter(task -> !task.ended());
        if (aborted.isPresent()) {
            return aborted.get();
        }
        // One that has ended since is taken back by what is asked for, as if it had ended before.
        return peers.changes().begin(outlook.aborts().isEmpty() ? outlook : look(change), force, reason);
    }

    @Override
    public Task sync(Set<String> targets, boolean force) {
        requireMembers(targets);
        String of = targets.isEmpty() ? "all nodes" : String.join(", ", new TreeSet<>(targets));
        Syncing syncing = new Syncing(peers.cluster().comparer(), targets, force, ClusterOverview::pause);
        return operations.start("sync", force ? "read " + of + " again and compare" : "compare " + of, syncing);
    }

    @Override
    public Outcome differences(Set<String> targets) {
        requireMembers(targets);
        return peers.cluster().comparer().preview(targets).join();
    }

    private void requireMembers(Set<String> targets) {
        Set<String> strangers = new TreeSet<>(targets);
        strangers.removeAll(situation.get().members().members());
        if (!strangers.isEmpty()) {
            throw StemeException.malformed("/target_nodes", "no member is called " + String.join(", ", strangers))
                    .hinting("GET /cluster/members lists them");
        }
    }

    private static void pause() {
        LockSupport.parkNanos(LOOK_NANOS);
    }

    @Override
    public Task backup(Path to, boolean copy, boolean force, String reason) {
        Situation now = situation.get();
        if (!to.isAbsolute()) {
            throw StemeException.malformed("/to", "a backup goes to an absolute path, and " + to + " is none");
        }
        Genesis cluster =
                now.facts().genesis().orElseThrow(() -> StemeException.of(Refusal.UNSAFE, "no cluster is founded yet"));
        SortedSet<String> silent = new TreeSet<>(now.members().counted());
        silent.removeAll(now.liveness().live(silent));
        if (!silent.isEmpty() && !force) {
            throw StemeException.of(
                            Refusal.UNSAFE, "it would not be complete: not reached: " + String.join(", ", silent))
                    .hinting("bring them back, or say \"force\":true to go without");
        }
        ClusterManifest.About about =
                new ClusterManifest.About(cluster.name(), cluster.id(), engine.shardCount(), now.factor());
        ClusterBackup.Wish wish = new ClusterBackup.Wish(to.normalize(), copy, force, reason);
        return operations.start(
                "cluster-backup",
                reason,
                new ClusterBackup(
                        new LocalDisk(), all(), about, wish, peers.loop().wallMicros(), ClusterOverview::pause));
    }

    private ClusterBackup.Nodes all() {
        return new ClusterBackup.Nodes() {
            @Override
            public SortedSet<String> counted() {
                return situation.get().members().counted();
            }

            @Override
            public SortedSet<String> live() {
                return situation.get().liveNodes();
            }

            @Override
            public CompletableFuture<byte[]> operate(String node, Order order) {
                return colleagues.ask(node, order);
            }
        };
    }

    @Override
    public List<byte[]> descriptions() {
        Situation now = situation.get();
        Order describe = new Order(Order.Kind.DESCRIBE, NOTHING);
        return colleagues.ask(now.members().members(), describe).entrySet().stream()
                .map(one -> one.getValue()
                        .exceptionally(failure -> silent(one.getKey(), failure))
                        .join())
                .toList();
    }

    private static byte[] silent(String node, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return new JsonWriter()
                .beginObject()
                .name("node_id")
                .string(node)
                .name("error")
                .string(cause.getMessage())
                .endObject()
                .toByteArray();
    }

    @Override
    public SeedView forgetSeed(String seed, boolean dryRun) {
        return new SeedForgetting(peers.cluster(), colleagues).forget(seed, dryRun);
    }

    @Override
    public TasksView tasks() {
        return tasks.all();
    }

    @Override
    public Task task(String id) {
        return tasks.find(id);
    }

    @Override
    public Task abort(String id) {
        return tasks.abort(id);
    }

    @Override
    public Optional<Surroundings> surroundings() {
        Situation now = situation.get();
        Map<String, String> gateways = new TreeMap<>();
        now.members()
                .members()
                .forEach(node ->
                        Views.gateway(now, node, peers.heard(node)).ifPresent(gateway -> gateways.put(node, gateway)));
        return Optional.of(new Surroundings(
                now.facts().genesis().map(Genesis::name).orElse(peers.options().name()),
                now,
                health(),
                Views.members(now, peers::heard, engine.shardCount()).members(),
                gateways,
                tasks.elsewhere()
                        .map(change -> Surroundings.elsewhere(
                                change, peers.notes().find(change.task()).map(TaskNote::task), now))));
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
            return WAITING;
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
}
