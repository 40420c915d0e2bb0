package io.stemedb.cluster.gateway;

/**
 * When a node was last heard.
 *
 * @param agoNanos how long ago; {@link Long#MAX_VALUE} if it never was
 * @param at the same by the clock, as text; null if it never was
 * @param vanished whether Hazelcast does not count it any more
 * @param gateway where operators reach it; empty if that is not known
 */
public record Heard(long agoNanos, String at, boolean vanished, String gateway) {
    /** A node that was never heard. */
    public static final Heard NEVER = new Heard(Long.MAX_VALUE, null, true, "");
}
