package io.stemedb.admin.show;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Numbers of shards, written short: {@code 0-12,15}. */
public final class Ranges {
    private static final int SHORT = 16;

    private Ranges() {}

    /** All of them; empty for none. A name that has no number is written behind the others as it is. */
    public static String of(Collection<String> shards) {
        TreeSet<Integer> numbers = new TreeSet<>();
        List<String> parts = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String shard : shards) {
            int number = number(shard);
            if (number < 0) {
                others.add(shard);
            } else {
                numbers.add(number);
            }
        }
        for (Integer from = first(numbers); from != null; ) {
            int to = from;
            while (numbers.contains(to + 1)) {
                to++;
            }
            // two that follow each other are no range yet
            parts.add(to == from ? "" + from : to == from + 1 ? from + "," + to : from + "-" + to);
            from = numbers.higher(to);
        }
        parts.addAll(others);
        return String.join(",", parts);
    }

    /** So many that a table stays readable, and how many there are. */
    public static String shortened(Collection<String> shards) {
        String all = of(shards);
        if (all.length() <= SHORT) {
            return all;
        }
        int end = all.lastIndexOf(',', SHORT - 1);
        return all.substring(0, Math.max(end, 0)) + ",... (" + shards.size() + ")";
    }

    /** The number of {@code shard_17}, or of {@code 17}; -1 if it has none. */
    static int number(String shard) {
        String digits = shard.substring(shard.lastIndexOf('_') + 1);
        if (digits.isEmpty() || digits.length() > 6) {
            return -1;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(digits);
    }

    private static Integer first(TreeSet<Integer> numbers) {
        return numbers.isEmpty() ? null : numbers.first();
    }
}
