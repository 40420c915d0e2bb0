package io.stemedb.reading;

/**
 * Which slots a walk visits, and from where.
 *
 * @param path a concept path for {@link Scope#PATH} and {@link Scope#BELOW}; ignored for {@link Scope#ALL}
 * @param fromPath start at this slot, or null for the beginning; need not exist
 * @param fromPredicate goes with {@code fromPath}; the empty string stands before all predicates of the path
 * @param fromIncluded whether the start itself is visited
 * @param system whether slots under {@code _stemedb/} are visited: only they, or not at all
 * @param until records that were recorded later are left out, and slots that have no others; microseconds since 1970
 */
public record SlotRange(
        Scope scope,
        String path,
        String fromPath,
        String fromPredicate,
        boolean fromIncluded,
        boolean system,
        long until) {

    /** A range of which everything is visited, whenever it was recorded. */
    public SlotRange(
            Scope scope, String path, String fromPath, String fromPredicate, boolean fromIncluded, boolean system) {
        this(scope, path, fromPath, fromPredicate, fromIncluded, system, Long.MAX_VALUE);
    }

    /** How far a range reaches. */
    public enum Scope {
        /** All predicates of one path. */
        PATH,
        /**
         * Every path strictly below a path: {@code a/b} reaches {@code a/b/c} but neither {@code a/b} nor {@code a/bc}.
         */
        BELOW,
        /** Every path. */
        ALL
    }
}
