package io.stemedb.admin;

import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.GlobalFlags;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.outcome.Trouble;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line, taken apart into the name of the command and the rest. {@code node node-2 shards} and
 * {@code node shards node-2} are the same, and flags may stand anywhere. Pure.
 *
 * @param name such as {@code node shards}; a noun alone if help on it is asked for; empty for help on everything
 * @param rest flags and parameters in their order
 * @param help whether help is asked for
 */
record Line(String name, List<String> rest, boolean help) {
    /** Flags of single commands that take a value: it must not be taken for a verb. */
    static final List<String> VALUED =
            List.of("--reason", "--target-node", "--target-nodes", "--node", "--to", "--scope", "--store");

    /** The line of these words. */
    static Line of(List<String> words) {
        List<Integer> plain = new ArrayList<>();
        List<String> all = new ArrayList<>();
        boolean help = false;
        boolean ended = false; // a -- ends the flags
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!ended && word.startsWith("-") && word.length() > 1) {
                ended = word.equals("--");
                help |= word.equals(GlobalFlags.HELP.name()) || word.equals(GlobalFlags.HELP.letter());
                if (word.equals(GlobalFlags.WATCH.name())) {
                    boolean valued = i + 1 < words.size() && isNumber(words.get(i + 1));
                    all.add(word + "=" + (valued ? words.get(++i) : ""));
                    continue;
                }
                all.add(word);
                if (takesValue(word) && i + 1 < words.size()) {
                    all.add(words.get(++i));
                }
            } else {
                plain.add(all.size());
                all.add(word);
            }
        }
        return of(all, plain, help);
    }

    private static Line of(List<String> all, List<Integer> plain, boolean help) {
        String noun = plain.isEmpty() ? "" : all.get(plain.get(0));
        if (noun.isEmpty() || noun.equals("help")) {
            return help(all, plain, help);
        }
        if (Catalogue.NAMES.contains(noun)) {
            return new Line(noun, without(all, plain.get(0), -1), help);
        }
        List<String> verbs = Catalogue.verbs(noun);
        if (verbs.isEmpty()) {
            throw Trouble.usage("there is no command '" + noun + "'", "try: " + Synopsis.PROGRAM + " help");
        }
        // the first word that is a verb; the one before it may be what it is about
        for (int i = 1; i < Math.min(plain.size(), 3); i++) {
            String word = all.get(plain.get(i));
            if (verbs.contains(word)) {
                return new Line(noun + " " + word, without(all, plain.get(0), plain.get(i)), help);
            }
        }
        if (help || plain.size() == 1) {
            return new Line(noun, List.of(), true);
        }
        throw Trouble.usage(
                noun + " has no command '" + all.get(plain.get(plain.size() > 2 ? 2 : 1)) + "'",
                "it has " + String.join(", ", verbs));
    }

    private static Line help(List<String> all, List<Integer> plain, boolean help) {
        if (plain.isEmpty() && !all.isEmpty() && !help) {
            throw Trouble.usage("no command is named", "try: " + Synopsis.PROGRAM + " help");
        }
        List<String> about = new ArrayList<>();
        for (int i = 1; i < plain.size(); i++) {
            about.add(all.get(plain.get(i)));
        }
        if (about.isEmpty()) {
            return new Line("", List.of(), true);
        }
        about.add(GlobalFlags.HELP.name());
        return of(about);
    }

    private static boolean takesValue(String word) {
        if (VALUED.contains(word)) {
            return true;
        }
        for (Flag flag : GlobalFlags.all()) {
            if (flag.value() != null && (word.equals(flag.name()) || word.equals(flag.letter()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
    }

    private static List<String> without(List<String> all, int one, int other) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i != one && i != other) {
                rest.add(all.get(i));
            }
        }
        return rest;
    }
}
