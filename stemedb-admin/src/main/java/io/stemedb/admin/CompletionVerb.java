package io.stemedb.admin;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Parser;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion}. */
final class CompletionVerb implements Verb {
    private static final String SHELL = "SHELL";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("completion", Kind.TOOL, "Writes what a shell needs to complete commands")
                .taking(Param.of(SHELL, "bash, zsh or fish").oneOf("bash", "zsh", "fish"))
                .noting("bash and zsh complete commands that are written verb first; fish also completes the others.")
                .likeIn(
                        "completion bash >/etc/bash_completion.d/stemedb-admin",
                        "completion zsh >~/.stemedb-admin.zsh",
                        "completion fish >~/.config/fish/completions/stemedb-admin.fish");
    }

    @Override
    public Outcome run(Call call) {
        boolean fish = call.words().text(SHELL).equals("fish");
        call.screen()
                .out()
                .print(fish ? FishCompletion.script() : AutoComplete.bash(Synopsis.PROGRAM, new CommandLine(tree())));
        call.screen().out().flush();
        return Outcome.FINE;
    }

    /** All commands, with their nouns above them. */
    private static CommandSpec tree() {
        CommandSpec root = CommandSpec.create().name(Synopsis.PROGRAM);
        Map<String, CommandSpec> nouns = new LinkedHashMap<>();
        for (String name : Catalogue.NAMES) {
            Synopsis synopsis = Catalogue.verb(name).synopsis();
            int blank = name.indexOf(' ');
            String verb = name.substring(blank + 1);
            CommandSpec above = blank < 0
                    ? root
                    : nouns.computeIfAbsent(
                            name.substring(0, blank),
                            noun -> CommandSpec.create().name(noun));
            above.addSubcommand(verb, Parser.spec(synopsis, verb));
        }
        nouns.forEach(root::addSubcommand);
        return root;
    }
}
