package io.stemedb.cluster.agreement;

/**
 * Why a node gives no times.
 *
 * @param micros how far its clock is off, or for how long it waits
 */
public record ClockFault(Kind kind, long micros) {
    /** What is so of its clock. */
    public enum Kind {
        /** It is behind those of most other nodes. */
        BEHIND,
        /** It is ahead of them. */
        AHEAD,
        /** It is right, and was ahead before: the node has given times that are still to come. */
        WAITS
    }
}
