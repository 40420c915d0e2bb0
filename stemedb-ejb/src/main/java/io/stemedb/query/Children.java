package io.stemedb.query;

import io.stemedb.assertion.Utf8Order;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.reading.SlotRange.Scope;

/**
 * Goes from child to child of a concept path, in the order in which a walk over everything below it meets them. It
 * reads of each child no more than it counts, and seeks to the next one.
 */
final class Children implements AutoCloseable {
    /** Counts go no further: a child may have millions below it. */
    static final int MOST_COUNTED = 1000;

    /** Less than every character of a name, so that it ends the slots of a path and nothing else. */
    private static final String BEHIND_PATH = "\u0001";

    /** Stands right behind the slash, so that it ends all that is below a path. */
    private static final String BEHIND_SUBTREE = "0";

    private final AssertionReader store;
    private final String base;
    private final long until;
    private final SlotCursor walk;
    private boolean here;
    private String skipTo;

    /**
     * Begins at the first child.
     *
     * @param path empty for the top of the tree
     * @param from what {@link #resume} gave for the last child seen; null for the first
     * @param until nothing recorded later counts; microseconds since 1970
     */
    Children(AssertionReader store, String path, String from, long until) {
        this.store = store;
        this.until = until;
        this.base = path.isEmpty() ? "" : path + "/";
        this.walk = store.slots(range(path.isEmpty() ? Scope.ALL : Scope.BELOW, path, from));
        try {
            this.here = walk.next();
        } catch (RuntimeException ended) { // what is open pins files
            walk.close();
            throw ended;
        }
    }

    private SlotRange range(Scope scope, String path, String from) {
        return new SlotRange(scope, path, from, "", true, false, until);
    }

    /** Moves to the next child; false after the last. */
    boolean next() {
        if (skipTo != null) {
            skip(skipTo);
            skipTo = null;
        }
        // If a child has slots of its own, they come before what is below it, and others may stand between.
        while (here && !atItself() && holdsSlots(path())) {
            skip(path() + BEHIND_SUBTREE);
        }
        return here;
    }

    private String path() {
        String met = walk.conceptPath();
        int slash = met.indexOf('/', base.length());
        return slash < 0 ? met : met.substring(0, slash);
    }

    private boolean atItself() {
        return walk.conceptPath().indexOf('/', base.length()) < 0;
    }

    private boolean holdsSlots(String path) {
        try (SlotCursor own = store.slots(range(Scope.PATH, path, null))) {
            return own.next();
        }
    }

    /** Counts the child it stands at; then only {@link #next} makes sense. */
    Child child() {
        String path = path();
        boolean itself = atItself();
        Count count = new Count();
        if (itself) {
            while (here && walk.conceptPath().equals(path) && !count.full()) {
                count.add(walk);
                here = walk.next();
            }
            if (here && walk.conceptPath().equals(path)) {
                skip(path + BEHIND_PATH);
            }
        }
        boolean hasChildren = countBelow(path, count);
        skipTo = resume(path, itself);
        return new Child(path.substring(base.length()), path, itself, hasChildren, count.assertions, count.slots);
    }

    /** Where to begin behind a child. */
    static String resume(String path, boolean itself) {
        return path + (itself ? BEHIND_PATH : BEHIND_SUBTREE);
    }

    private boolean countBelow(String path, Count count) {
        String below = path + "/";
        if (here && walk.conceptPath().startsWith(below)) {
            while (here && walk.conceptPath().startsWith(below) && !count.full()) {
                count.add(walk);
                here = walk.next();
            }
            return true;
        }
        if (!here || !walk.conceptPath().startsWith(path)) {
            return false;
        }
        // Siblings such as a/b-c stand between a/b and what is below it; they have their turn later.
        try (SlotCursor elsewhere = store.slots(range(Scope.BELOW, path, null))) {
            boolean any = false;
            while (elsewhere.next()) {
                any = true;
                if (count.full()) {
                    break;
                }
                count.add(elsewhere);
            }
            return any;
        }
    }

    private void skip(String to) {
        if (here && Utf8Order.compare(walk.conceptPath(), to) >= 0) {
            return;
        }
        walk.skipTo(to);
        here = here && walk.next();
    }

    @Override
    public void close() {
        walk.close();
    }

    /** A child, and how much is in it. */
    record Child(String name, String path, boolean itself, boolean hasChildren, int assertions, int slots) {}

    private static final class Count {
        private int assertions;
        private int slots;

        boolean full() {
            return slots >= MOST_COUNTED;
        }

        void add(SlotCursor at) {
            slots++;
            assertions = Math.min(MOST_COUNTED, assertions + at.size());
        }
    }
}
