package io.stemedb.cluster.replication;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What goes before recording: copies are compared with those of others, if this node was away until a moment ago. */
public interface CatchUp {
    /** Whether it was; if not, there is nothing to do. */
    boolean isBackJustNow();

    /**
     * Whether a majority knows, or has known, that this node is a member. Claims that it records are looked for
     * nowhere before.
     */
    boolean isTold();

    /** Ends once copies of some shards were compared, and soon in any case. */
    CompletableFuture<Void> compareFirst(Set<Integer> shards);

    /** How many copies there were to be when more than half of the nodes agreed about it last; 0 if unknown. */
    default int agreedFactor() {
        return 0;
    }
}
