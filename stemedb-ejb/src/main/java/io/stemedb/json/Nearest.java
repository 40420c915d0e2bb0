package io.stemedb.json;

import java.util.Set;
import java.util.TreeSet;

/** Guesses which of the known words was meant by one that is not among them. */
public final class Nearest {
    // Further away, or over a longer word, a guess is more likely to mislead: "name" is no misspelt "note".
    private static final int LETTERS_A_SLIP = 3;
    private static final int MOST_SLIPS = 3;
    private static final int LONGEST = 40;

    private Nearest() {}

    /** The known word that is nearest, or null if none is near. */
    public static String of(String word, Set<String> known) {
        String nearest = null;
        int least = Math.min(MOST_SLIPS, word.length() / LETTERS_A_SLIP) + 1;
        if (word.length() <= LONGEST) {
            for (String candidate : new TreeSet<>(known)) {
                int slips = slips(word, candidate);
                if (slips < least) {
                    least = slips;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** How many letters must be put in, taken out, changed, or swapped with the next, to make one the other. */
    private static int slips(String from, String to) {
        int[] before = null;
        int[] last = new int[to.length() + 1];
        for (int j = 0; j < last.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[last.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
                if (swapped(from, i, to, j)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[to.length()];
    }

    private static boolean swapped(String from, int i, String to, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
