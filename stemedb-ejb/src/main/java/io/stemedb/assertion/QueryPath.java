package io.stemedb.assertion;

import io.stemedb.refusal.StemeException;

/**
 * The concept path of a query.
 *
 * @param reach how far it reaches
 * @param path the path itself, without {@code /*}; empty for {@link Reach#ALL}
 */
public record QueryPath(Reach reach, String path) {
    /** How far a path reaches. */
    public enum Reach {
        /** {@code a/b}: that path. */
        EXACT,
        /** {@code a/b/*}: every path strictly below. */
        BELOW,
        /** {@code *}: every path. */
        ALL
    }

    private static final String BELOW_SUFFIX = "/*";

    /**
     * Reads a path with or without its star.
     *
     * @param field JSON pointer of the field it came from, for the refusal
     * @param system whether the caller may read under {@code _stemedb/}
     */
    public static QueryPath parse(String field, String text, boolean system, Limits limits) {
        if (text.equals("*")) {
            return new QueryPath(Reach.ALL, "");
        }
        boolean below = text.endsWith(BELOW_SUFFIX);
        String path = below ? text.substring(0, text.length() - BELOW_SUFFIX.length()) : text;
        if (path.indexOf('*') >= 0) {
            throw StemeException.malformed(
                    field, "a * stands for a subtree as the last segment, or alone for everything");
        }
        Names.checkPath(field, path, limits);
        if (!system && Names.isReserved(path)) {
            throw StemeException.malformed(field, "paths under _stemedb/ are the database's own");
        }
        return new QueryPath(below ? Reach.BELOW : Reach.EXACT, path);
    }
}
