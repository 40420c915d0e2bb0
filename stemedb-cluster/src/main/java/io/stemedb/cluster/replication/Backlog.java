package io.stemedb.cluster.replication;

/**
 * The copies that are on their way to one node. Times are by this node's monotonic clock.
 *
 * @param bytes that wait to be sent
 * @param records that wait to be sent, or for an answer
 * @param oldestAt since when the oldest of these is under way; null if there is none
 * @param failedAt when the last one was handed in of those that did not arrive, as far as is known; null if all did
 */
public record Backlog(long bytes, int records, Long oldestAt, Long failedAt) {
    /** Nothing is, and nothing was. */
    public static final Backlog NONE = new Backlog(0, 0, null, null);

    Backlog failed(Long at) {
        return new Backlog(bytes, records, oldestAt, at);
    }
}
