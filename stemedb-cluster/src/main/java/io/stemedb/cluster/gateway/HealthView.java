package io.stemedb.cluster.gateway;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether the cluster is well, as {@code /cluster/health} answers.
 *
 * @param status {@code healthy}, {@code degraded} (it answers and takes writes, and something needs somebody),
 *     {@code unhealthy} (something cannot be answered or written), or {@code unknown}
 * @param quorum whether more than half of the counted nodes are live
 * @param failureTolerance how many more nodes may fail before a shard cannot be written at quorum
 * @param reasons what keeps it from being healthy
 * @param underReplicated shards that fewer live nodes have all of than should
 * @param leaderless shards that no live holder has all of
 */
public record HealthView(
        String status,
        boolean quorum,
        int failureTolerance,
        List<Reason> reasons,
        List<String> underReplicated,
        List<String> leaderless) {

    /** Every code that a reason can have. */
    public static final List<String> CODES = List.of(
            "waiting",
            "starting",
            "no-majority",
            "leaderless",
            "unwritable",
            "unreachable",
            "joining",
            "under-replicated",
            "stranger",
            "unguarded",
            "clock",
            "removed");

    /** One thing that is not well. */
    public record Reason(String code, String detail) {}

    /** How it is, as one node sees it. */
    public static HealthView of(Situation now, int shardCount) {
        if (now.facts().genesis().isEmpty()) {
            return unknown(new Reason("waiting", "no cluster is founded yet: too few of the seeds can be reached"));
        }
        List<String> lacking = new ArrayList<>();
        List<String> leaderless = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (int shard = 0; shard < shardCount; shard++) {
            int filled = filled(now, shard);
            least = Math.min(least, filled);
            if (filled < now.factor()) {
                lacking.add(PathHash.shardName(shard));
            }
            if (filled == 0) {
                leaderless.add(PathHash.shardName(shard));
            }
        }
        return of(now, lacking, leaderless, least);
    }

    /** Nobody can tell yet. */
    public static HealthView unknown(Reason why) {
        return new HealthView("unknown", false, 0, List.of(why), List.of(), List.of());
    }

    /** The same, of a node that was started a moment ago: what it has not heard yet need not be away. */
    public HealthView afterStart() {
        if (status.equals("healthy") || status.equals("unknown")) {
            return this;
        }
        List<Reason> all = new ArrayList<>(reasons);
        all.add(0, new Reason("starting", "this node was started a moment ago, and has not heard all others yet"));
        return new HealthView("unknown", quorum, failureTolerance, all, underReplicated, leaderless);
    }

    /** The same with more that is not well, and needs somebody. */
    public HealthView and(List<Reason> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Reason> all = new ArrayList<>(reasons);
        all.addAll(more);
        String worse = status.equals("healthy") ? "degraded" : status;
        return new HealthView(worse, quorum, failureTolerance, all, underReplicated, leaderless);
    }

    private static HealthView of(Situation now, List<String> lacking, List<String> leaderless, int least) {
        SortedSet<String> away = new TreeSet<>(now.members().counted());
        away.removeAll(now.liveness().live(away));
        boolean quorum = now.hasMajority();
        List<Reason> reasons = new ArrayList<>();
        if (!quorum) {
            reasons.add(new Reason("no-majority", "this node reaches no majority of the nodes: writes are refused"));
        }
        if (!leaderless.isEmpty()) {
            reasons.add(new Reason(
                    "leaderless", leaderless.size() + " shards cannot be read: no live node has all of them"));
        }
        int live = now.liveMembers().size();
        boolean unwritable = live < now.disksAtQuorum();
        if (unwritable) {
            reasons.add(new Reason(
                    "unwritable",
                    "writes at quorum are refused: they need " + now.disksAtQuorum() + " members, and " + live
                            + " can be reached"));
        }
        if (!away.isEmpty()) {
            reasons.add(new Reason("unreachable", "not reached: " + String.join(", ", away)));
        }
        SortedSet<String> joining = joining(now);
        if (!joining.isEmpty()) {
            reasons.add(new Reason(
                    "joining",
                    "not let in yet: " + String.join(", ", joining) + "; if this does not end within a minute, look "
                            + "whether the ports of membership (swim_port, 18183) can be reached"));
        }
        if (!lacking.isEmpty()) {
            reasons.add(new Reason("under-replicated", lacking.size() + " shards have fewer copies than they should"));
        }
        if (now.members().isOut(now.self())) {
            reasons.add(new Reason(
                    "removed",
                    "this node was removed and takes no claims; to have it join again stop it, and give its directory "
                            + "another id with stemedb-node rejoin"));
        }
        boolean broken = !quorum || unwritable || !leaderless.isEmpty();
        String status = broken ? "unhealthy" : reasons.isEmpty() ? "healthy" : "degraded";
        return new HealthView(status, quorum, tolerance(now, away.size(), least), reasons, lacking, leaderless);
    }

    /** Nodes that answer and take no claims yet: without them fewer may fail than there are nodes. */
    private static SortedSet<String> joining(Situation now) {
        SortedSet<String> joining = now.liveNodes();
        joining.removeAll(now.members().standings().keySet());
        return joining;
    }

    private static int filled(Situation now, int shard) {
        Set<String> live = now.liveMembers();
        return (int) now.holders(shard).stream()
                .filter(live::contains)
                .filter(node -> now.canRead(node, shard))
                .count();
    }

    /** A majority must stay, of each shard one full copy, and as many members as a write at quorum needs. */
    private static int tolerance(Situation now, int away, int least) {
        int counted = now.members().counted().size();
        int majority = counted / 2 + 1;
        int disks = now.liveMembers().size() - now.disksAtQuorum();
        return Math.max(0, Math.min(disks, Math.min(counted - away - majority, least - 1)));
    }
}
