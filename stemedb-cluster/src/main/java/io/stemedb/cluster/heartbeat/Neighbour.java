package io.stemedb.cluster.heartbeat;

import io.stemedb.cluster.peer.Beat;
import java.time.Duration;

/**
 * Another node, as it was last heard of.
 *
 * @param address at which it was reached
 * @param last what it said
 * @param sentAt when it was asked, by the monotonic clock: all that it says is as of then or later
 * @param heardAt when its answer came, by the monotonic clock
 * @param heardMicros the same by the machine's clock
 */
public record Neighbour(String address, Beat last, long sentAt, long heardAt, long heardMicros) {
    /** What needs longer is seen by people, and more than any network between nodes of one cluster takes. */
    private static final long SLOW_NANOS = Duration.ofMillis(250).toNanos();

    /** Whether its last answer took so long that others are better asked first. */
    public boolean isSlow() {
        return heardAt - sentAt > SLOW_NANOS;
    }

    /** How far its clock is ahead of this node's, about: an answer may have been under way for half a round trip. */
    public long aheadMicros() {
        long underWay = (heardAt - sentAt) / 2_000;
        return last.node().wallMicros() - (heardMicros - underWay);
    }

    /** What its clock says at a moment of the monotonic clock, about, whatever this node's clock says. */
    public long wallMicros(long nanos) {
        return last.node().wallMicros() + (nanos - heardAt + (heardAt - sentAt) / 2) / 1_000;
    }

    /** The node's name. */
    public String id() {
        return last.node().id();
    }
}
