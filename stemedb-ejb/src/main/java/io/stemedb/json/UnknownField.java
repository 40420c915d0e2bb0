package io.stemedb.json;

import io.stemedb.refusal.StemeException;
import java.util.Set;
import java.util.TreeSet;

/** Refuses a field nobody knows, and guesses which one was meant. */
final class UnknownField {
    // further away, or over a longer name, a guess is more likely to mislead
    private static final int FARTHEST = 3;
    private static final int LONGEST = 40;

    private UnknownField() {}

    static StemeException refusal(String name, Set<String> known) {
        StemeException refusal = StemeException.malformed(Pointer.of(name), "this field is not known here");
        String nearest = nearest(name, known);
        return refusal.hinting(
                nearest == null
                        ? "known are " + String.join(", ", new TreeSet<>(known))
                        : "did you mean " + nearest + "?");
    }

    private static String nearest(String name, Set<String> known) {
        String nearest = null;
        int least = Math.min(FARTHEST, name.length() / 2) + 1;
        if (name.length() <= LONGEST) {
            for (String candidate : new TreeSet<>(known)) {
                int distance = distance(name, candidate);
                if (distance < least) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** How many characters must be put in, taken out or changed to make one the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
