package io.stemedb.admin;

import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.GlobalFlags;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What fish needs to complete commands, verb first or not. Pure. */
final class FishCompletion {
    private static final Set<String> FILES = Set.of("FILE", "FOLDER");
    private static final String HEAD = """
            # Completion of stemedb-admin for fish.

            # The words before the cursor that are neither flags nor values of flags.
            function __stemedb_admin_words
                set -l value 0
                for word in (commandline -opc)[2..]
                    if test $value = 1
                        set value 0
                        continue
                    end
                    switch $word
                        case @VALUED@
                            set value 1
                        case '-*'
                        case '*'
                            echo $word
                    end
                end
            end

            # Whether these are all words so far.
            function __stemedb_admin_at
                set -l words (__stemedb_admin_words)
                test "$words" = "$argv"
            end

            # Whether a verb may follow: the noun stands alone, or with what it is about. Its verbs are given, too.
            function __stemedb_admin_noun
                set -l words (__stemedb_admin_words)
                test "$words[1]" = $argv[1]; or return 1
                test (count $words) -eq 1; and return 0
                test (count $words) -eq 2; and not contains -- $words[2] $argv[2..]
            end

            # Whether this is the command.
            function __stemedb_admin_is
                set -l words (__stemedb_admin_words)
                test "$words[1]" = $argv[1]; or return 1
                test (count $argv) -eq 1; and return 0
                test "$words[2]" = $argv[2]; or test "$words[3]" = $argv[2]
            end

            complete -c stemedb-admin -f
            """;

    private final StringBuilder script = new StringBuilder();

    private FishCompletion() {}

    static String script() {
        return new FishCompletion().all();
    }

    private String all() {
        script.append(HEAD.replace("@VALUED@", String.join(" ", valued())));
        Set<String> nouns = new TreeSet<>();
        for (String name : Catalogue.NAMES) {
            Synopsis synopsis = Catalogue.verb(name).synopsis();
            int blank = name.indexOf(' ');
            if (blank < 0) {
                word("__stemedb_admin_at", name, synopsis.about());
            } else {
                String noun = name.substring(0, blank);
                String verbs = String.join(" ", Catalogue.verbs(noun));
                if (nouns.add(noun)) {
                    word("__stemedb_admin_at", noun, verbs.replace(" ", ", "));
                }
                word("__stemedb_admin_noun " + noun + " " + verbs, name.substring(blank + 1), synopsis.about());
            }
            inside(synopsis);
        }
        return script.toString();
    }

    /** Every flag that takes a value; those of the line's own words must not be taken for commands. */
    private static List<String> valued() {
        Set<String> names = new TreeSet<>(Split.VALUED);
        for (Flag flag : GlobalFlags.all()) {
            if (flag.value() != null) {
                names.add(flag.name());
                if (flag.letter() != null) {
                    names.add(flag.letter());
                }
            }
        }
        return List.copyOf(names);
    }

    private void word(String condition, String word, String about) {
        script.append("complete -c stemedb-admin -n ").append(quoted(condition));
        script.append(" -a ").append(word).append(" -d ").append(quoted(about)).append('\n');
    }

    private void inside(Synopsis synopsis) {
        List<Param> params = synopsis.params();
        if (!params.isEmpty()) {
            for (String choice : params.get(0).choices()) {
                word("__stemedb_admin_at " + synopsis.name(), choice, synopsis.name());
            }
        }
        synopsis.flags().forEach(flag -> flag(synopsis.name(), flag));
        GlobalFlags.of(synopsis).forEach(flag -> flag(synopsis.name(), flag));
    }

    private void flag(String command, Flag flag) {
        script.append("complete -c stemedb-admin -n ").append(quoted("__stemedb_admin_is " + command));
        script.append(" -l ").append(flag.name().substring(2));
        if (flag.letter() != null) {
            script.append(" -s ").append(flag.letter().substring(1));
        }
        script.append(value(flag)).append(" -d ").append(quoted(flag.about())).append('\n');
    }

    private static String value(Flag flag) {
        if (flag.value() == null || flag.optional()) {
            return "";
        }
        if (!flag.choices().isEmpty()) {
            return " -x -a " + quoted(String.join(" ", flag.choices()));
        }
        return FILES.contains(flag.value()) ? " -r -F" : " -x";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
