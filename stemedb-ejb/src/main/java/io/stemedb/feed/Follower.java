package io.stemedb.feed;

import io.stemedb.refusal.StemeException;
import java.io.Closeable;
import java.util.List;

/** One reader of changes: of this node's, or of all nodes'. Not thread-safe. */
public interface Follower extends Closeable {
    /**
     * What a step brought.
     *
     * @param more whether there is more already
     */
    record Step(List<Change> changes, boolean more) {}

    /**
     * Takes the next changes, perhaps none; it does not wait for any.
     *
     * @throws StemeException position-gone if the reader was too slow, starting if the node shuts down
     */
    Step step();

    /** Where it stands: behind the last step, even if that brought nothing wanted. */
    String position();

    @Override
    void close();
}
