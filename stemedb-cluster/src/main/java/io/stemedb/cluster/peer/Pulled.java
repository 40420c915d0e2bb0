package io.stemedb.cluster.peer;

import io.stemedb.record.StoredRecord;
import java.util.List;

/**
 * What a pull has brought.
 *
 * @param store incarnation of the store that it is from
 * @param parts one for each shard that was looked at; shards behind those have to be asked for again
 */
public record Pulled(long store, List<Part> parts) {
    /**
     * Of one shard.
     *
     * @param records that the asking node lacks
     * @param next the key behind which to go on; empty if there is nothing more
     */
    public record Part(int shard, List<StoredRecord> records, byte[] next) {
        /** Whether there is nothing more. */
        public boolean ended() {
            return next.length == 0;
        }
    }
}
