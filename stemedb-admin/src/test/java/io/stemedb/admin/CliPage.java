package io.stemedb.admin;

import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.GlobalFlags;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.outcome.Outcome;
import java.util.List;
import java.util.Locale;

/** The page of commands, made from the commands. */
final class CliPage {
    private CliPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(Documents.text("/cli-page.md"));
        for (Outcome outcome : Outcome.values()) {
            page.append(String.format(Locale.ROOT, "| %d | %s |%n", outcome.code(), outcome.meaning()));
        }
        page.append("\nA gateway that cannot be reached, or cannot tell yet, is not taken for an unhealthy cluster.");
        page.append("\n\n## Flags of all commands\n\n| flag | |\n|---|---|\n");
        GlobalFlags.all().forEach(flag -> row(page, flag));
        row(page, GlobalFlags.WATCH);
        page.append("\n`--watch` goes with commands that show something.\n\n## Commands\n");
        for (String name : Catalogue.NAMES) {
            command(page, Catalogue.verb(name).synopsis());
        }
        return page.toString();
    }

    private static void command(StringBuilder page, Synopsis synopsis) {
        page.append("\n### ")
                .append(synopsis.name())
                .append("\n\n```\n")
                .append(synopsis.usage())
                .append("\n```\n\n");
        page.append(synopsis.about()).append('.');
        page.append(synopsis.more().isEmpty() ? "" : " " + synopsis.more());
        page.append(synopsis.kind() == Kind.READ ? " It takes `--watch`.\n" : "\n");
        if (!synopsis.params().isEmpty() || !synopsis.flags().isEmpty()) {
            page.append("\n| | |\n|---|---|\n");
            for (Param param : synopsis.params()) {
                page.append("| `")
                        .append(param.label())
                        .append("` | ")
                        .append(param.about())
                        .append(" |\n");
            }
            synopsis.flags().forEach(flag -> row(page, flag));
        }
        examples(page, synopsis.examples());
    }

    private static void examples(StringBuilder page, List<String> examples) {
        page.append("\n```sh\n");
        examples.forEach(example ->
                page.append(Synopsis.PROGRAM).append(' ').append(example).append('\n'));
        page.append("```\n");
    }

    private static void row(StringBuilder page, Flag flag) {
        page.append("| `").append(flag.name()).append(flag.value() == null ? "" : " " + flag.value());
        page.append(flag.letter() == null ? "`" : "`, `" + flag.letter() + "`");
        page.append(" | ").append(flag.about()).append(" |\n");
    }
}
