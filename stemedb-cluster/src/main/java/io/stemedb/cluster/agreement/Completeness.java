package io.stemedb.cluster.agreement;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether an answer from this node's copy has everything that was acknowledged.
 *
 * @param complete all that was acknowledged at quorum is in it
 * @param all every counted node was compared, so that what was acknowledged by one disk alone is in it, too
 * @param unreachable counted nodes that were not compared in time. It may be empty although the answer is not complete,
 *     since the copy itself may not be filled or not be listed.
 * @param oldestAgeNanos the age of the oldest comparison that this rests on; 0 if there is nobody to compare with
 */
public record Completeness(boolean complete, boolean all, SortedSet<String> unreachable, long oldestAgeNanos) {
    private static final long MOST_AGE_NANOS = 3_000_000_000L;
    private static final long MARGIN_MICROS = 2_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    public Completeness {
        unreachable = Collections.unmodifiableSortedSet(new TreeSet<>(unreachable));
    }

    /** Complete as to what was acknowledged more than 3 s ago. */
    public static Completeness of(Knowledge knowledge) {
        return comparedSince(knowledge, knowledge.liveness().now() - MOST_AGE_NANOS);
    }

    /**
     * Complete as to what was acknowledged before a moment: the copy is filled and listed, and every counted node was
     * compared since then, known keeper or not; or the copy has a ground on which too few are away to have a claim to
     * themselves.
     */
    public static Completeness comparedSince(Knowledge knowledge, long earliest) {
        SortedSet<String> partners = knowledge.members().counted();
        partners.remove(knowledge.self());
        SortedSet<String> unreachable = new TreeSet<>(partners);
        unreachable.removeIf(node -> knowledge.isComparedSince(node, earliest));
        boolean usable = knowledge.isHolder() && knowledge.own().filled();
        boolean all = usable && unreachable.isEmpty();
        boolean complete = all || (usable && knowledge.ground().suffices(knowledge, earliest));
        long now = knowledge.liveness().now();
        long oldest = partners.stream()
                .filter(node -> !unreachable.contains(node))
                .mapToLong(node -> now - knowledge.comparedAt().get(node))
                .max()
                .orElse(0);
        return new Completeness(complete, all, unreachable, Math.max(0, oldest));
    }

    /**
     * Whether a complete answer is complete as of a past moment, too. Clocks differ, and a claim gets its time from the
     * clock of another node: one with an earlier time may come after the comparison.
     *
     * @param nowMicros the wall clock, at the moment of this value
     */
    public boolean isCompleteAsOf(long asOfMicros, long nowMicros, long maxClockSkewMicros) {
        long comparedMicros = nowMicros - oldestAgeNanos / NANOS_PER_MICRO;
        return complete && asOfMicros < comparedMicros - maxClockSkewMicros - MARGIN_MICROS;
    }
}
