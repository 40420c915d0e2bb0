package io.stemedb.cluster.member;

/** How a node is shown to operators. No rule between nodes reads this: those ask {@link Liveness}. */
public enum Shown {
    ALIVE("UP", "Alive"),
    SUSPECT("SUSPECT", "Suspect"),
    DEAD("DOWN", "Dead");

    private static final long SECOND = 1_000_000_000L;
    private static final long SILENT_AFTER = 3 * SECOND;
    private static final long DEAD_AFTER = 10 * SECOND;

    private final String status;
    private final String state;

    Shown(String status, String state) {
        this.status = status;
        this.state = state;
    }

    /**
     * @param sinceLastRoundTripNanos {@link Long#MAX_VALUE} if there was none yet
     * @param hazelcastDisagrees whether Hazelcast suspects a node that answers
     * @param goneFromHazelcast whether Hazelcast has taken the node out of its view. A node that still answers is not
     *     dead for that: a cut need not concern both.
     */
    public static Shown of(long sinceLastRoundTripNanos, boolean hazelcastDisagrees, boolean goneFromHazelcast) {
        boolean silent = sinceLastRoundTripNanos >= SILENT_AFTER;
        if (sinceLastRoundTripNanos >= DEAD_AFTER || (goneFromHazelcast && silent)) {
            return DEAD;
        }
        return silent || hazelcastDisagrees || goneFromHazelcast ? SUSPECT : ALIVE;
    }

    /** As {@code status} on the wire. */
    public String status() {
        return status;
    }

    /** As {@code state} on the wire. */
    public String state() {
        return state;
    }
}
