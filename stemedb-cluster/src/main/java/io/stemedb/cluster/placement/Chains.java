package io.stemedb.cluster.placement;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.IntFunction;

/**
 * Evens out amounts by handing shards on. A node may have none that the one with too few can take. Then it gives one to
 * a second node, which gives another one to a third, and so on. Chains start from any node that has two more than one
 * it reaches; from the greatest alone, this would stop too early.
 */
final class Chains {
    interface Taking {
        boolean mayTake(int shard, int taker);
    }

    interface Handing {
        /** Has changed both amounts when it returns. */
        void hand(int shard, int giver, int taker);
    }

    private final int[] amounts;
    private final IntFunction<BitSet> offers;
    private final Taking taking;
    private final Handing handing;

    /**
     * @param amounts what is to be even, by node
     * @param offers the shards that a node may hand on
     */
    Chains(int[] amounts, IntFunction<BitSet> offers, Taking taking, Handing handing) {
        this.amounts = amounts;
        this.offers = offers;
        this.taking = taking;
        this.handing = handing;
    }

    /** Each chain ends at a node that has at least two fewer, so the sum of the squares falls and the chains end. */
    void even() {
        boolean handed;
        do {
            handed = false;
            for (int node = 0; node < amounts.length; node++) {
                while (handOn(node)) {
                    handed = true;
                }
            }
        } while (handed);
    }

    /** Looks for the shortest chain from this node to one that has at least two fewer, and hands on along it. */
    private boolean handOn(int from) {
        if (Arrays.stream(amounts).noneMatch(amount -> amounts[from] - amount > 1)) {
            return false;
        }
        int[] giverOf = new int[amounts.length];
        int[] shardOf = new int[amounts.length];
        BitSet unreached = new BitSet();
        unreached.set(0, amounts.length);
        unreached.clear(from);
        Deque<Integer> reached = new ArrayDeque<>();
        reached.add(from);
        while (!reached.isEmpty()) {
            int giver = reached.remove();
            BitSet offered = offers.apply(giver);
            for (int shard = offered.nextSetBit(0); shard >= 0; shard = offered.nextSetBit(shard + 1)) {
                for (int taker = unreached.nextSetBit(0); taker >= 0; taker = unreached.nextSetBit(taker + 1)) {
                    if (taking.mayTake(shard, taker)) {
                        giverOf[taker] = giver;
                        shardOf[taker] = shard;
                        if (amounts[from] - amounts[taker] > 1) {
                            handAlong(from, taker, giverOf, shardOf);
                            return true;
                        }
                        unreached.clear(taker);
                        reached.add(taker);
                    }
                }
            }
        }
        return false;
    }

    /** No shard is in a chain twice: whoever can take it is reached at its first giver. */
    private void handAlong(int from, int to, int[] giverOf, int[] shardOf) {
        for (int taker = to; taker != from; taker = giverOf[taker]) {
            handing.hand(shardOf[taker], giverOf[taker], taker);
        }
    }
}
