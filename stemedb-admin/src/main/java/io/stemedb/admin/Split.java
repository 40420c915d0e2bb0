package io.stemedb.admin;

import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.GlobalFlags;
import java.util.ArrayList;
import java.util.List;

/** The words of a line, and which of them are neither flags nor values of flags, before anybody knows the command. */
final class Split {
    /** Flags of single commands that take a value: it must not be taken for a verb. */
    static final List<String> VALUED = List.of(
            "--reason",
            "--target-node",
            "--target-nodes",
            "--node",
            "--to",
            "--scope",
            "--store",
            "--role",
            "--note",
            "--to-file",
            "--grace",
            "--limit",
            "--cursor",
            "--max-size",
            "--source",
            "--confidence",
            "--asserted-at",
            "--valid-from",
            "--valid-to",
            "--supersedes",
            "--metadata",
            "--ack",
            "--lens",
            "--as-of",
            "--valid-at",
            "--require",
            "--format",
            "--map",
            "--delimiter",
            "--refused");

    private final List<String> words = new ArrayList<>();
    private final List<Integer> plain = new ArrayList<>();
    private boolean help;

    private Split() {}

    static Split of(List<String> line) {
        Split split = new Split();
        int next = 0;
        while (next < line.size() && !line.get(next).equals("--")) {
            next = split.take(line, next);
        }
        for (int i = next; i < line.size(); i++) { // what follows -- is no flag, whatever it looks like
            if (i > next) {
                split.plain.add(split.words.size());
            }
            split.words.add(line.get(i));
        }
        return split;
    }

    /** Takes a word, and its value if it is a flag that has one; the place of the next word. */
    private int take(List<String> line, int at) {
        String word = line.get(at);
        boolean flag = word.startsWith("-") && word.length() > 1;
        if (!flag) {
            plain.add(words.size());
        }
        help |= word.equals(GlobalFlags.HELP.name()) || word.equals(GlobalFlags.HELP.letter());
        String value = at + 1 < line.size() ? line.get(at + 1) : null;
        if (word.equals(GlobalFlags.WATCH.name())) {
            boolean valued = value != null && isNumber(value);
            words.add(word + "=" + (valued ? value : ""));
            return valued ? at + 2 : at + 1;
        }
        words.add(word);
        if (flag && value != null && takesValue(word)) {
            words.add(value);
            return at + 2;
        }
        return at + 1;
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

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Whether help is asked for. */
    boolean asksForHelp() {
        return help;
    }

    /** How many words are neither flags nor values of flags. */
    int count() {
        return plain.size();
    }

    /** One of these words. */
    String plain(int index) {
        return words.get(plain.get(index));
    }

    /** Everything but these words. */
    List<String> without(int... indexes) {
        List<String> rest = new ArrayList<>(words);
        for (int i = indexes.length - 1; i >= 0; i--) { // from behind, so that places stay
            rest.remove((int) plain.get(indexes[i]));
        }
        return rest;
    }
}
