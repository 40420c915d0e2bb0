package io.stemedb.cluster.peer;

import io.stemedb.progress.ShardVector;
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
     * @param held what the answering node had before it looked, told with the first page only: whoever has all pages
     *     up to the last has all of it
     * @param epoch another one as soon as the answering node has lost or dropped anything: pages of two epochs are not
     *     of one whole. 0 if it does not say.
     */
    public record Part(int shard, List<StoredRecord> records, byte[] next, ShardVector held, long epoch) {
        /** One that says nothing of the whole. */
        public Part(int shard, List<StoredRecord> records, byte[] next) {
            this(shard, records, next, ShardVector.NONE, 0);
        }

        /** Whether there is nothing more. */
        public boolean ended() {
            return next.length == 0;
        }
    }
}
