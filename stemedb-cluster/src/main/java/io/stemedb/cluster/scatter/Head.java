package io.stemedb.cluster.scatter;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import java.util.List;
import java.util.Set;

/** One of several walks that are read as one: over the shards that one node answers for. Not thread-safe. */
interface Head extends AutoCloseable {
    /** Moves to the next slot; false at the end. */
    boolean next();

    /** Passes over slots whose concept path is less; {@link #next} follows. */
    void skipTo(String path);

    Slot slot();

    List<Recorded> claims();

    int size();

    /** The shards that it walks over. */
    Set<Integer> shards();

    /** The latest time of a claim that its node shows, once it stands somewhere: microseconds since 1970. */
    long newest();

    @Override
    void close();
}
