package io.stemedb.cluster.replication;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Compares this node's copies with those of others, if it was away until a moment ago. */
public interface CatchUp {
    /** Whether it was; if not, there is nothing to do. */
    boolean isBackJustNow();

    /** Ends once copies of some shards were compared, and soon in any case. */
    CompletableFuture<Void> compareFirst(Set<Integer> shards);
}
