package io.stemedb.admin;

import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.GlobalFlags;
import io.stemedb.admin.command.Parser;
import io.stemedb.admin.command.Synopsis;
import java.util.List;

/** How the program and its commands are written. */
final class Help {
    private static final int COLUMN = 22;

    private Help() {}

    /** The help on a command, a noun, or everything. */
    static String of(String name) {
        if (Catalogue.NAMES.contains(name)) {
            Synopsis synopsis = Catalogue.verb(name).synopsis();
            StringBuilder text = new StringBuilder(Parser.help(synopsis));
            text.append("\nFor example:\n");
            for (String example : synopsis.examples()) {
                text.append("  ")
                        .append(Synopsis.PROGRAM)
                        .append(' ')
                        .append(example)
                        .append('\n');
            }
            return text.toString();
        }
        StringBuilder text = new StringBuilder("Usage: " + Synopsis.PROGRAM + " COMMAND [flags]\n\nCommands:\n");
        for (String one : Catalogue.NAMES) {
            if (name.isEmpty() || one.startsWith(name + " ")) {
                line(text, one, Catalogue.verb(one).synopsis().about());
            }
        }
        text.append("\nFlags of all of them:\n");
        List<Flag> flags = GlobalFlags.all();
        for (Flag flag : flags) {
            line(text, flag.name() + (flag.letter() == null ? "" : ", " + flag.letter()), flag.about());
        }
        text.append(
                "\nstemedb-admin COMMAND --help says more of one. Nodes, shards, tasks and tokens may be named before "
                        + "the verb:\nstemedb-admin node node-2 shards\n");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String about) {
        text.append("  ").append(name).append(" ".repeat(Math.max(1, COLUMN - name.length())));
        text.append(about).append('\n');
    }
}
