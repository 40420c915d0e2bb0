package io.stemedb.cluster.agreement;

import java.util.function.Predicate;

/**
 * Whether a node that was away compares its copies before it answers from them. The others have gone on meanwhile: what
 * it has is no lie, as it does not call that complete, but it is older than what a client was shown before.
 */
public final class Freshness {
    private static final long LATE_NANOS = 3_000_000_000L;
    private static final long MOST_WAIT_NANOS = 2_000_000_000L;

    private Freshness() {}

    /** Whether a clock tick comes so late that the process must have stood still. */
    public static boolean wasAway(long lastTick, long now) {
        return now - lastTick >= LATE_NANOS;
    }

    /** Whether a node is back for so long that it answers with what it has. */
    public static boolean isOver(long backSince, long now) {
        return now - backSince >= MOST_WAIT_NANOS;
    }

    /**
     * Whether a copy waits for a comparison with another member. A node that has just come back takes every member for
     * live, since it has heard of none yet.
     *
     * @param silent members that were asked since then and did not answer
     */
    public static boolean waits(Knowledge knowledge, long backSince, Predicate<String> silent) {
        return knowledge.isHolder()
                && !isOver(backSince, knowledge.liveness().now())
                && knowledge.members().members().stream()
                        .anyMatch(node -> !node.equals(knowledge.self())
                                && !knowledge.isComparedSince(node, backSince)
                                && !silent.test(node));
    }
}
