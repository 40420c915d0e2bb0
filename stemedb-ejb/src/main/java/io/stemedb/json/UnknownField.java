package io.stemedb.json;

import io.stemedb.refusal.StemeException;
import java.util.Set;
import java.util.TreeSet;

/** Refuses a field nobody knows, and guesses which one was meant. */
final class UnknownField {
    private UnknownField() {}

    static StemeException refusal(String name, Set<String> known) {
        StemeException refusal = StemeException.malformed(Pointer.of(name), "this field is not known here");
        String nearest = Nearest.of(name, known);
        return refusal.hinting(
                nearest == null
                        ? "known are " + String.join(", ", new TreeSet<>(known))
                        : "did you mean " + nearest + "?");
    }
}
