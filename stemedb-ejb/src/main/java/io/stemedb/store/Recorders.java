package io.stemedb.store;

import java.util.Set;

/**
 * Under which names this node has recorded. It gets a new one whenever it might give numbers again that others know
 * already.
 *
 * @param current the one that it records under now
 * @param former those that it recorded under before, in this directory or in one that it was restored from
 */
public record Recorders(long current, Set<Long> former) {
    /** A node that has had one name only. */
    public static Recorders of(long current) {
        return new Recorders(current, Set.of());
    }

    /** Whether this node has recorded under a name, now or before. */
    public boolean own(long recorder) {
        return recorder == current || (!former.isEmpty() && former.contains(recorder));
    }
}
