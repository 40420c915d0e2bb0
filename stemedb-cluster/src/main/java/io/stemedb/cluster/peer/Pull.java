package io.stemedb.cluster.peer;

import io.stemedb.progress.ShardVector;
import java.util.List;

/**
 * A wish for records that the asking node lacks.
 *
 * @param wants one for each shard
 * @param mostBytes of records that it takes at a time, about
 */
public record Pull(List<Want> wants, long mostBytes) {
    /**
     * Of one shard.
     *
     * @param have what the asking node has
     * @param after the key behind which to go on; empty for the beginning
     */
    public record Want(int shard, ShardVector have, byte[] after) {}
}
