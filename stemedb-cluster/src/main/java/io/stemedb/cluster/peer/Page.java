package io.stemedb.cluster.peer;

import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records of slots, in the order of slots, then of keys. A slot may go on with the next page.
 *
 * @param ended whether there are no more
 * @param seen what the node had of each shard that it read, at least what is in the records
 * @param complete whether nothing that was acknowledged a while ago is missing
 * @param newest the latest time of a claim that the node shows, microseconds since 1970
 * @param unreachable nodes that the node had not compared a shard with lately
 */
public record Page(
        List<StoredRecord> records,
        boolean ended,
        Map<Integer, ShardVector> seen,
        boolean complete,
        long newest,
        Set<String> unreachable) {}
