package io.stemedb.cluster.peer;

import java.util.List;

/**
 * What a node holds, by names.
 *
 * @param parts of shards that are not whole there are none. At the level of records a part is a bucket, and buckets
 *     that are left out have to be asked for again
 */
public record Surveyed(List<Part> parts) {
    /**
     * Of one shard or bucket.
     *
     * @param bucket at the level of records; else 0
     * @param marks the one of the shard, those of its buckets in order, or those of the bucket's records in order
     */
    public record Part(int shard, int bucket, List<Long> marks) {}
}
