package io.stemedb.admin;

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
    private static final String TRY = "try: " + Synopsis.PROGRAM + " help";

    /** The line of these words. */
    static Line of(List<String> words) {
        Split split = Split.of(words);
        if (split.count() == 0) {
            return nothing(split);
        }
        String noun = split.plain(0);
        if (noun.equals("help")) {
            return help(split);
        }
        if (Catalogue.NAMES.contains(noun)) {
            return new Line(noun, split.without(0), split.asksForHelp());
        }
        List<String> verbs = Catalogue.verbs(noun);
        if (verbs.isEmpty()) {
            throw Trouble.usage("there is no command '" + noun + "'", TRY);
        }
        return ofNoun(noun, verbs, split);
    }

    /** The first word that is a verb counts; the one before it may be what it is about. */
    private static Line ofNoun(String noun, List<String> verbs, Split split) {
        for (int i = 1; i < Math.min(split.count(), 3); i++) {
            if (verbs.contains(split.plain(i))) {
                return new Line(noun + " " + split.plain(i), split.without(0, i), split.asksForHelp());
            }
        }
        if (split.asksForHelp() || split.count() == 1) {
            return new Line(noun, List.of(), true);
        }
        String unknown = split.plain(Math.min(split.count(), 3) - 1);
        throw Trouble.usage(noun + " has no command '" + unknown + "'", "it has " + String.join(", ", verbs));
    }

    private static Line nothing(Split split) {
        if (!split.isEmpty() && !split.asksForHelp()) {
            throw Trouble.usage("no command is named", TRY);
        }
        return new Line("", List.of(), true);
    }

    /** {@code help node drain} is {@code node drain --help}. */
    private static Line help(Split split) {
        if (split.count() == 1) {
            return new Line("", List.of(), true);
        }
        List<String> words = new ArrayList<>(split.without(0));
        words.add(0, GlobalFlags.HELP.name());
        return of(words);
    }
}
