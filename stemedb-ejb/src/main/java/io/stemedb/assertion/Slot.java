package io.stemedb.assertion;

import static java.util.Objects.requireNonNull;

/**
 * Where claims meet and contradict. Slots are ordered by the UTF-8 bytes of their concept path, then of their
 * predicate: the order of every walk and every page.
 */
public record Slot(String conceptPath, String predicate) implements Comparable<Slot> {
    public Slot {
        requireNonNull(conceptPath, "conceptPath");
        requireNonNull(predicate, "predicate");
    }

    /** The slot that an assertion belongs to. */
    public static Slot of(Assertion assertion) {
        return new Slot(assertion.conceptPath(), assertion.predicate());
    }

    @Override
    public int compareTo(Slot other) {
        int byPath = Utf8Order.compare(conceptPath, other.conceptPath);
        return byPath != 0 ? byPath : Utf8Order.compare(predicate, other.predicate);
    }
}
