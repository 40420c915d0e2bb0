package io.stemedb.assertion;

import io.stemedb.assertion.QueryPath.Reach;

/**
 * A part of the tree of concept paths, as a {@code prefix} names it: {@code a/b} is that path and everything below it,
 * {@code a/b/*} everything strictly below, and {@code *} or none at all everything.
 *
 * @param path empty for the whole tree
 * @param itself whether the path itself belongs to it
 */
public record Subtree(String path, boolean itself) {
    /** Every path. */
    public static final Subtree ALL = new Subtree("", false);

    /**
     * Reads a prefix.
     *
     * @param field JSON pointer of the field it came from, for the refusal
     * @param text null for the whole tree
     */
    public static Subtree parse(String field, String text, Limits limits) {
        if (text == null) {
            return ALL;
        }
        QueryPath path = QueryPath.parse(field, text, false, limits);
        return path.reach() == Reach.ALL ? ALL : new Subtree(path.path(), path.reach() == Reach.EXACT);
    }

    /** Whether it is the whole tree. */
    public boolean all() {
        return path.isEmpty();
    }

    /** Whether a path belongs to it. */
    public boolean holds(String conceptPath) {
        if (all() || !conceptPath.startsWith(path)) {
            return all();
        }
        return conceptPath.length() == path.length() ? itself : conceptPath.charAt(path.length()) == '/';
    }
}
