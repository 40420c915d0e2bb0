package io.stemedb.cluster.gateway;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.fact.Values.Genesis;
import io.stemedb.cluster.member.Shown;
import io.stemedb.cluster.move.MoveStatus;
import io.stemedb.cluster.move.Planning;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.operations.ShardView;
import io.stemedb.cluster.operations.ShardView.LoadView;
import io.stemedb.cluster.operations.ShardView.ReplicaView;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.situation.Situation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes the views of the gateway. */
public final class Views {
    private static final double MILLIS = 1_000;

    private Views() {}

    /**
     * The cluster as a whole, as {@code /cluster/status} answers: its health, and what it is.
     *
     * @param unresolvedSeeds configured seeds that never answered
     */
    public record Status(
            String status,
            boolean quorum,
            int failureTolerance,
            List<HealthView.Reason> reasons,
            List<String> underReplicated,
            List<String> leaderless,
            String clusterName,
            String clusterId,
            int nodeCount,
            int shardCount,
            int factor,
            long metaVersion,
            List<String> unresolvedSeeds,
            Hazelcast hazelcast) {}

    /**
     * What Hazelcast says beside this.
     *
     * @param members whom it counts
     * @param master who leads its membership; null if nobody does
     * @param owners who owns the partition of each shard; null while that is unknown
     * @param controllers who plans for each shard: its owner, or the least live member if there is none
     * @param trouble why there is no membership; null if there is one
     */
    public record Hazelcast(
            List<String> members, String master, List<String> owners, List<String> controllers, String trouble) {}

    /** A node with its shards, as {@code /v1/admin/nodes/{id}} answers. */
    public record NodeView(
            String id,
            String status,
            String state,
            String address,
            String lastSeen,
            long assertionCount,
            long storedAssertions,
            List<String> shardsLeader,
            List<String> shardsFollower,
            Long diskFreeBytes,
            String version,
            Long uptimeSeconds,
            String error) {}

    /** All of them. */
    public record Nodes(List<NodeView> nodes, long metaVersion) {}

    /** All members, this node among them, by name; seeds that never answered are no members yet. */
    public static MemberView.Members members(Situation now, Function<String, Heard> heard, int shardCount) {
        return members(now, heard, shardCount, false);
    }

    /**
     * The same, on demand with those that were removed.
     *
     * @param removedToo whether they are shown
     */
    public static MemberView.Members members(
            Situation now, Function<String, Heard> heard, int shardCount, boolean removedToo) {
        SortedSet<String> shown = now.members().members();
        if (removedToo) {
            shown.addAll(now.members().standings().keySet());
        }
        List<MemberView> members = shown.stream()
                .map(node -> member(now, node, heard.apply(node), shardCount))
                .toList();
        return new MemberView.Members(members, now.hasMajority(), now.facts().metaVersion());
    }

    private static MemberView member(Situation now, String node, Heard heard, int shardCount) {
        Shown shown = shown(now, node, heard);
        return new MemberView(
                node,
                shown.status(),
                stateOf(now, node, shown),
                address(now, node, heard),
                heard.at(),
                Counts.answeredFor(now, node, shardCount),
                Counts.stored(now, node),
                Troubles.of(shown, heard));
    }

    private static String address(Situation now, String node, Heard heard) {
        return gateway(now, node, heard).or(() -> now.address(node)).orElse(null);
    }

    /** Where operators reach a node: as it last said itself, or as it is on record. */
    public static Optional<String> gateway(Situation now, String node, Heard heard) {
        return heard.gateway().isEmpty()
                ? now.facts().addresses(node).map(Addresses::gateway)
                : Optional.of(heard.gateway());
    }

    private static Shown shown(Situation now, String node, Heard heard) {
        return node.equals(now.self()) ? Shown.ALIVE : Shown.of(heard.agoNanos(), false, heard.vanished());
    }

    private static String stateOf(Situation now, String node, Shown shown) {
        if (now.members().isOut(node)) {
            return "Removed";
        }
        return shown == Shown.ALIVE && now.facts().draining().contains(node) ? "Draining" : shown.state();
    }

    /** The cluster as a whole. */
    public static Status status(
            Situation now,
            HealthView health,
            int shardCount,
            String name,
            List<String> unresolvedSeeds,
            Hazelcast hazelcast) {
        Optional<Genesis> genesis = now.facts().genesis();
        return new Status(
                health.status(),
                health.quorum(),
                health.failureTolerance(),
                health.reasons(),
                health.underReplicated(),
                health.leaderless(),
                genesis.map(Genesis::name).orElse(name),
                genesis.map(Genesis::id).orElse(null),
                now.members().members().size(),
                shardCount,
                now.factor(),
                now.facts().metaVersion(),
                unresolvedSeeds,
                hazelcast);
    }

    /**
     * All shards.
     *
     * @param reports of nodes that gave one, by node
     */
    public static List<ShardView> shards(
            Situation now, Map<String, NodeReport> reports, Function<String, Heard> heard, Terms terms) {
        Map<String, String> errors = new HashMap<>();
        for (String node : now.members().standings().keySet()) {
            Heard last = heard.apply(node);
            String trouble = Troubles.of(shown(now, node, last), last);
            boolean silent = now.members().members().contains(node) && !reports.containsKey(node);
            errors.put(node, trouble == null && silent ? Troubles.NO_REPORT : trouble);
        }
        Set<Integer> waiting = new HashSet<>();
        Planning.plan(now, terms).steps().forEach(step -> waiting.add(step.shard()));
        Set<String> unable = new HashSet<>();
        reports.values().stream()
                .filter(report -> report.state().equals("read-only"))
                .forEach(report -> unable.add(report.id()));
        return IntStream.range(0, terms.shardCount())
                .mapToObj(shard -> shard(now, reports, errors, shard, MoveStatus.of(now, shard, waiting, unable)))
                .toList();
    }

    private static ShardView shard(
            Situation now, Map<String, NodeReport> reports, Map<String, String> errors, int shard, MoveStatus moves) {
        String leader = now.leader(shard).orElse(null);
        List<ReplicaView> replicas = new ArrayList<>();
        for (String node : now.holders(shard)) {
            CopyState copy = now.copies().getOrDefault(node, Map.of()).get(shard);
            NodeReport.Copy report =
                    reports.containsKey(node) ? reports.get(node).copies().get(shard) : null;
            replicas.add(new ReplicaView(
                    node,
                    node.equals(leader) ? "leader" : "follower",
                    copy == null ? "unknown" : copy.filled() ? "filled" : "filling",
                    report == null || report.root().isEmpty() ? null : report.root(),
                    report == null || report.recordRoot().isEmpty() ? null : report.recordRoot(),
                    copy == null ? 0 : copy.bytes(),
                    copy == null ? 0 : copy.records(),
                    lagSeconds(now, reports, leader, node),
                    errors.get(node)));
        }
        long bytes = replicas.stream().mapToLong(ReplicaView::sizeBytes).max().orElse(0);
        return new ShardView(
                PathHash.shardName(shard),
                leader,
                replicas,
                Counts.ofShard(now, shard),
                bytes,
                moves.word(),
                now.facts().pins().get(shard),
                load(reports, shard));
    }

    private static LoadView load(Map<String, NodeReport> reports, int shard) {
        double reads = 0;
        double writes = 0;
        for (NodeReport report : reports.values()) {
            reads += report.copies().get(shard).reads();
            writes += report.copies().get(shard).writes();
        }
        return new LoadView(tenths(reads), tenths(writes));
    }

    private static double tenths(double rate) {
        return Math.round(rate * 10) / 10.0;
    }

    /** As the leader sees it, or this node if nobody leads or the leader has given no report. */
    private static double lagSeconds(Situation now, Map<String, NodeReport> reports, String leader, String node) {
        NodeReport report = reports.getOrDefault(leader == null ? now.self() : leader, reports.get(now.self()));
        double seconds =
                report == null || node.equals(leader) ? 0 : report.lags().getOrDefault(node, 0.0);
        return Math.round(seconds * MILLIS) / MILLIS;
    }

    /** All members with their shards. */
    public static List<NodeView> nodes(
            Situation now, Map<String, NodeReport> reports, Function<String, Heard> heard, int shardCount) {
        return members(now, heard, shardCount).members().stream()
                .map(member -> node(now, member, reports.get(member.id()), shardCount))
                .toList();
    }

    private static NodeView node(Situation now, MemberView member, NodeReport report, int shardCount) {
        List<String> leads = new ArrayList<>();
        List<String> follows = new ArrayList<>();
        for (int shard = 0; shard < shardCount; shard++) {
            if (now.holders(shard).contains(member.id())) {
                boolean leader = now.leader(shard).filter(member.id()::equals).isPresent();
                (leader ? leads : follows).add(PathHash.shardName(shard));
            }
        }
        String error = member.error() == null && report == null ? Troubles.NO_REPORT : member.error();
        return new NodeView(
                member.id(),
                member.status(),
                member.state(),
                member.address(),
                member.lastSeen(),
                member.assertionCount(),
                member.storedAssertions(),
                leads,
                follows,
                report == null || report.diskFree() < 0 ? null : report.diskFree(),
                report == null ? null : report.version(),
                report == null ? null : report.uptimeSeconds(),
                error);
    }
}
