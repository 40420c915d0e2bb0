package io.stemedb.cluster.peer;

import java.util.List;

/**
 * A wish for records by the names that a survey gave.
 *
 * @param ofBytes whether the names are those of bytes
 * @param mostBytes of records that are taken at a time, about
 */
public record Fetch(List<Part> parts, boolean ofBytes, long mostBytes) {
    /** Of one shard. */
    public record Part(int shard, List<Long> marks) {}
}
