package io.stemedb.store;

import io.stemedb.progress.DotVector;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is left of a run that its history cannot heal.
 *
 * @param piece a run with what can be read of it, which no manifest names yet
 * @param saved what is in it, of shards that lost more than is named
 * @param lost what cannot be read, as far as it is named
 * @param unnamed shards that lost more
 */
record Loss(RunHandle damaged, RunEntry piece, DotVector saved, DotVector lost, Set<Integer> unnamed) {
    /** Shards that lost something. */
    Set<Integer> shards() {
        Set<Integer> all = new TreeSet<>(unnamed);
        all.addAll(lost.shards().keySet());
        return all;
    }
}
