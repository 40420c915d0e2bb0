package io.stemedb.cluster.placement;

import java.util.Arrays;
import java.util.BitSet;

/** Evens out how many lists the nodes stand first in. Only the order within lists changes, so no data moves. */
final class LeaderBalance {
    private final Draft draft;
    private final BitSet[] ledBy;
    private final int[] leads;

    LeaderBalance(Draft draft) {
        this.draft = draft;
        ledBy = new BitSet[draft.nodes];
        leads = new int[draft.nodes];
        Arrays.setAll(ledBy, node -> new BitSet(draft.shards));
        for (int shard = 0; shard < draft.shards; shard++) {
            int first = draft.first(shard);
            if (first != Draft.NOBODY) {
                ledBy[first].set(shard);
                leads[first]++;
            }
        }
    }

    /** If holders are even and nothing is pinned, no two nodes differ by more than one afterwards. */
    void even() {
        new Chains(leads, node -> draft.unpinned(node, ledBy[node]), draft::holds, this::hand).even();
    }

    private void hand(int shard, int giver, int taker) {
        draft.lead(shard, taker);
        ledBy[giver].clear(shard);
        ledBy[taker].set(shard);
        leads[giver]--;
        leads[taker]++;
    }
}
