package io.stemedb.intake;

import io.stemedb.refusal.StemeException;

/** How many nodes must have a write on their disks before it is acknowledged. */
public enum Ack {
    /** The node that records it. */
    LEADER,
    /** More than half of as many nodes as are to keep it. */
    QUORUM,
    /** As many nodes as are to keep it. */
    ALL;

    /**
     * How many disks.
     *
     * @param factor how many nodes are to keep each claim
     */
    public int disks(int factor) {
        return switch (this) {
            case LEADER -> 1;
            case QUORUM -> factor / 2 + 1;
            case ALL -> factor;
        };
    }

    /**
     * Reads what a client asks for.
     *
     * @param text null for what holds if nobody says otherwise: a quorum
     */
    public static Ack of(String text) {
        if (text == null) {
            return QUORUM;
        }
        return switch (text) {
            case "leader" -> LEADER;
            case "quorum" -> QUORUM;
            case "all" -> ALL;
            default -> throw StemeException.malformed("/ack", "must be leader, quorum or all");
        };
    }
}
