package io.stemedb.cluster.agreement;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What lets an answer be complete although a node is away.
 *
 * @param base what the copy had all of at a time; null if it never had all of everything
 * @param ownStore incarnation of this node's own store
 * @param stores by node, which incarnation of its store the last comparison was with
 * @param factsAt by node, when the last comparison of the system facts began: only with it a node's copy says something
 *     of nodes that joined a moment ago
 * @param joinedAt by node, when its store was first known to know all facts that this node knew: before that it may
 *     have gone by others
 * @param quorum how many disks have a claim once it is acknowledged at the usual level
 * @param factorVersion which fact says so
 */
public record Ground(
        Base base,
        long ownStore,
        Map<String, Long> stores,
        Map<String, Long> factsAt,
        Map<String, Long> joinedAt,
        int quorum,
        long factorVersion) {
    /**
     * A node that has just heard that another one is out, or how many disks a quorum has, or of a cluster at all, still
     * answers for what it has begun before. It does so within 5 s or not at all, so that a comparison of later has all
     * of that.
     */
    private static final long SETTLED_NANOS = 6_000_000_000L;

    /** Only who has compared with everybody is complete. */
    public static final Ground NONE = new Ground(null, 0, Map.of(), Map.of(), Map.of(), 1, 0);

    public Ground {
        stores = Map.copyOf(stores);
        factsAt = Map.copyOf(factsAt);
        joinedAt = Map.copyOf(joinedAt);
    }

    /** The same resting on another base. */
    Ground on(Base other) {
        return new Ground(other, ownStore, stores, factsAt, joinedAt, quorum, factorVersion);
    }

    /**
     * Whether what was acknowledged at quorum before a moment is in the copy: fewer nodes than a quorum has disks are
     * missing, and over half of the counted nodes are not, so that one of these knows of every member.
     */
    boolean suffices(Knowledge knowledge, long earliest) {
        if (base == null || base.factorVersion() != factorVersion) {
            return false;
        }
        SortedSet<String> missing = missing(knowledge, earliest);
        SortedSet<String> counted = knowledge.members().counted();
        int all = counted.size();
        counted.removeAll(missing);
        return missing.size() < quorum && counted.size() * 2 > all && hasComparedNewcomers(knowledge);
    }

    /**
     * A node that came later may have had claims before that it alone acknowledged, as a node by itself does: it counts
     * for more than one disk until the copy was compared with it once. It goes on so until it has heard of this
     * cluster, and for a moment more.
     */
    boolean hasComparedNewcomers(Knowledge knowledge) {
        return knowledge.members().counted().stream()
                .filter(node -> !node.equals(knowledge.self()))
                .filter(node -> !base.stores().containsKey(node))
                .allMatch(node -> isSettled(knowledge, node, joinedAt.get(node)));
    }

    /** Whether a node was compared once all had ended that it had begun before it knew better. */
    static boolean isSettled(Knowledge knowledge, String node, Long knowingSince) {
        Long compared = knowledge.comparedAt().get(node);
        return compared != null && knowingSince != null && compared - knowingSince >= SETTLED_NANOS;
    }

    /** Nodes that may have what the copy does not have. */
    SortedSet<String> missing(Knowledge knowledge, long earliest) {
        SortedSet<String> missing = new TreeSet<>(knowledge.members().counted());
        missing.addAll(knowledge.members().standings().keySet());
        // A node that was wiped is one of those that have nothing of what its old store had.
        missing.removeIf(
                node -> node.equals(knowledge.self()) && isOwn(base.stores().get(node)));
        missing.removeIf(node -> knowledge.members().isOut(node) && base.out().contains(node));
        missing.removeIf(node -> isSeen(knowledge, node, earliest));
        return missing;
    }

    private boolean isOwn(Long store) {
        return store != null && store == ownStore;
    }

    private boolean isSeen(Knowledge knowledge, String node, long earliest) {
        Long facts = factsAt.get(node);
        Long store = base.stores().get(node);
        return knowledge.isComparedSince(node, earliest)
                && facts != null
                && facts - earliest >= 0
                && store != null
                && store.equals(stores.get(node));
    }
}
