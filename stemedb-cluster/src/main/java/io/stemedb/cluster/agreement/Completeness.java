package io.stemedb.cluster.agreement;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether an answer from this node's copy has everything that was acknowledged.
 *
 * @param unreachable counted nodes that were not compared in time. It may be empty although the answer is not complete,
 *     since the copy itself may not be filled or not be listed.
 * @param oldestAgeNanos the age of the oldest comparison that this rests on; 0 if there is nobody to compare with
 */
public record Completeness(boolean complete, SortedSet<String> unreachable, long oldestAgeNanos) {
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
     * compared since then. Every one counts, known keeper or not: a node that is away may have taken claims that
     * nobody else has.
     */
    public static Completeness comparedSince(Knowledge knowledge, long earliest) {
        SortedSet<String> partners = knowledge.members().counted();
        partners.remove(knowledge.self());
        SortedSet<String> unreachable = new TreeSet<>(partners);
        unreachable.removeIf(node -> knowledge.isComparedSince(node, earliest));
        boolean complete = knowledge.isHolder() && knowledge.own().filled() && unreachable.isEmpty();
        long now = knowledge.liveness().now();
        long oldest = partners.stream()
                .filter(node -> !unreachable.contains(node))
                .mapToLong(node -> now - knowledge.comparedAt().get(node))
                .max()
                .orElse(0);
        return new Completeness(complete, unreachable, Math.max(0, oldest));
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
