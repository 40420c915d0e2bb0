package io.stemedb.cluster.node;

import io.stemedb.assertion.Times;
import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Changes.Outlook;
import io.stemedb.cluster.compare.Outcome;
import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.MemberView;
import io.stemedb.cluster.gateway.SeedView;
import io.stemedb.cluster.gateway.TasksView;
import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.cluster.overview.Surroundings;
import io.stemedb.cluster.task.Task;
import io.stemedb.engine.Engine;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.settings.NodeSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A node without others, in the words of a cluster: it is the one member, and leads every shard. */
final class LoneGateway implements Gateway {
    private final Engine engine;
    private final Operations operations;
    private final NodeSettings node;
    private final String clusterName;
    private final Description description;

    LoneGateway(Engine engine, Operations operations, NodeSettings node, String clusterName, Description description) {
        this.engine = engine;
        this.operations = operations;
        this.node = node;
        this.clusterName = clusterName;
        this.description = description;
    }

    @Override
    public MemberView.Members members() {
        MemberView self = new MemberView(
                operations.nodeId(), "UP", "Alive", address(), now(), assertionCount(), assertionCount(), null);
        return new MemberView.Members(List.of(self), true, 0);
    }

    @Override
    public MemberView.Members membersAndRemoved() {
        return members();
    }

    private String address() {
        return node.hostOf(node.bind()) + ':' + node.gatewayPort();
    }

    private static String now() {
        return Times.format(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }

    @Override
    public HealthView health() {
        return new HealthView("healthy", true, 0, List.of(), List.of(), List.of());
    }

    @Override
    public Views.Status status() {
        return new Views.Status(
                "healthy",
                true,
                0,
                List.of(),
                List.of(),
                List.of(),
                clusterName,
                null,
                1,
                engine.shardCount(),
                1,
                0,
                List.of(),
                null);
    }

    @Override
    public ShardView.Shards shards() {
        return new ShardView.Shards(operations.shards(), 0);
    }

    @Override
    public Views.Nodes nodes() {
        List<String> leads = operations.shards().stream().map(ShardView::id).toList();
        MemberView self = members().members().get(0);
        Views.NodeView view = new Views.NodeView(
                self.id(),
                self.status(),
                self.state(),
                self.address(),
                self.lastSeen(),
                self.assertionCount(),
                self.storedAssertions(),
                leads,
                List.of(),
                diskFree(),
                Release.version(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000,
                null);
        return new Views.Nodes(List.of(view), 0);
    }

    private Long diskFree() {
        try {
            return Files.getFileStore(node.dataDir()).getUsableSpace();
        } catch (IOException unknown) {
            return null;
        }
    }

    @Override
    public Outlook look(Change change) {
        return Outlook.barred(change, "this node belongs to no cluster");
    }

    @Override
    public Task change(Change change, boolean force, String reason) {
        throw StemeException.of(Refusal.UNSAFE, "this node belongs to no cluster")
                .hinting("[cluster] seeds names the other nodes that it is to belong to");
    }

    @Override
    public Task backup(Path to, boolean copy, boolean force, String reason) {
        throw StemeException.of(Refusal.UNSAFE, "this node belongs to no cluster")
                .at("/scope")
                .hinting("leave scope out to take a backup of this node");
    }

    @Override
    public List<byte[]> descriptions() {
        return List.of(description.json());
    }

    @Override
    public Task sync(Set<String> targets, boolean force) {
        requireSelf(targets);
        if (!force) {
            throw StemeException.malformed(
                    "/force", "there is no other node to compare with; true adds up everything again");
        }
        return operations.recompute();
    }

    @Override
    public Outcome differences(Set<String> targets) {
        requireSelf(targets);
        throw StemeException.malformed("/preview", "there is no other node to compare with");
    }

    private void requireSelf(Set<String> targets) {
        if (!targets.stream().allMatch(operations.nodeId()::equals)) {
            throw StemeException.malformed("/target_nodes", "the only node is " + operations.nodeId());
        }
    }

    @Override
    public SeedView forgetSeed(String seed, boolean dryRun) {
        if (!dryRun) {
            throw StemeException.of(Refusal.UNSAFE, "this node belongs to no cluster");
        }
        return new SeedView(seed, new TreeSet<>(), new TreeSet<>());
    }

    @Override
    public TasksView tasks() {
        return TasksView.of(operations.tasks(), new TreeMap<>());
    }

    @Override
    public Task task(String id) {
        return operations.task(id);
    }

    @Override
    public Task abort(String id) {
        return operations.abort(id);
    }

    @Override
    public Optional<Surroundings> surroundings() {
        return Optional.empty();
    }

    @Override
    public long assertionCount() {
        return engine.status().store().assertions();
    }

    @Override
    public String concern() {
        return "";
    }
}
