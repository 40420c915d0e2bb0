package io.stemedb.feed;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Subtree;

/**
 * Which changes a reader wants; the database's own facts are never among them.
 *
 * @param predicate null for every one
 */
public record Wanted(Subtree subtree, String predicate) {
    /** Whether a reader is told of a record. */
    public boolean holds(Recorded recorded) {
        String path = recorded.assertion().conceptPath();
        return !path.startsWith(PathHash.SYSTEM_ROOT)
                && subtree.holds(path)
                && (predicate == null || predicate.equals(recorded.assertion().predicate()));
    }
}
