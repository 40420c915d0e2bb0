package io.stemedb.cluster.scatter;

import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import java.util.Set;

/** What this node has of shards, for reading. */
public interface OwnCopies {
    /** Walks slots of some shards. */
    SlotCursor slots(SlotRange range, Set<Integer> shards);

    /** How far this node's copy of a shard goes. */
    ShardVector have(int shard);

    /** Whether this node's copy of a shard has everything that was acknowledged a while ago. */
    Completeness completeness(int shard);

    /** Waits until this node has what a token says of some shards; null asks for nothing. */
    void await(String token, Set<Integer> shards);
}
