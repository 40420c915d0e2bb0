package io.stemedb.cluster.placement;

import java.util.BitSet;

/**
 * Evens out how many lists the nodes stand in, until no two differ by more than one or pins forbid the rest. Copies
 * that
 * must be made anyway come first, since it costs nothing to make them elsewhere.
 */
final class HolderBalance {
    private final Draft draft;

    HolderBalance(Draft draft) {
        this.draft = draft;
    }

    void even() {
        new Chains(draft.load, draft::newOnes, this::mayTake, draft::replace).even();
        while (moveFromMostToLeast()) {
            // one copy less on the node that has the most
        }
        // Only if pins hold the most loaded node's shards in place, there is anything left to do.
        new Chains(draft.load, draft::movable, this::mayTake, draft::replace).even();
    }

    private boolean mayTake(int shard, int node) {
        return !draft.holds(shard, node);
    }

    /** Chains would do the same with more moves, since they may hand on to a node that is full itself. */
    private boolean moveFromMostToLeast() {
        int most = 0;
        int least = 0;
        for (int node = 1; node < draft.nodes; node++) {
            most = hasMore(node, most) ? node : most;
            least = draft.load[node] < draft.load[least] ? node : least;
        }
        if (draft.nodes == 0 || draft.load[most] - draft.load[least] < 2) {
            return false;
        }
        int shard = shardFor(most, least);
        if (shard < 0) {
            return false;
        }
        draft.replace(shard, most, least);
        return true;
    }

    /** Of nodes with equal loads, the one that has more copies already has to give one up. */
    private boolean hasMore(int node, int other) {
        int more = draft.load[node] - draft.load[other];
        return more > 0
                || (more == 0
                        && draft.newOnes(node).cardinality()
                                < draft.newOnes(other).cardinality());
    }

    private int shardFor(int giver, int taker) {
        BitSet shards = draft.movable(giver);
        shards.andNot(draft.held(taker));
        BitSet unmade = draft.newOnes(giver);
        unmade.and(shards);
        if (!unmade.isEmpty()) {
            return unmade.nextSetBit(0);
        }
        // Prefer lists that stand as they were: with two moves in one list, no holder would have its copy yet.
        BitSet untouched = draft.unchanged();
        untouched.and(shards);
        return untouched.isEmpty() ? shards.nextSetBit(0) : untouched.nextSetBit(0);
    }
}
