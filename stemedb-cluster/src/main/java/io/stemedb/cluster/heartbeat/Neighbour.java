package io.stemedb.cluster.heartbeat;

import io.stemedb.cluster.peer.Beat;

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
    /** The node's name. */
    public String id() {
        return last.node().id();
    }
}
