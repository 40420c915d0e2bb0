package io.stemedb.admin;

import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.GlobalFlags;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.outcome.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The pages for {@code man}, made from the commands: one of the program, and one of each noun or lone command. */
final class ManPages {
    private static final String OF_ALL =
            "Flags of all commands, the exit codes and the file of profiles are in " + "stemedb-admin(1).";
    private static final String INTRODUCTION = "Asks the gateway of a node, and has it do things. Whatever node of a "
            + "cluster is asked, the answer is about all of them. A node, a shard or a task may be named before the "
            + "verb or after it, and flags may stand anywhere.";
    private final StringBuilder page = new StringBuilder();

    private ManPages() {}

    /** Texts by the names of their files. */
    static Map<String, String> all() {
        Map<String, List<Synopsis>> topics = new LinkedHashMap<>();
        for (String name : Catalogue.NAMES) {
            topics.computeIfAbsent(name.split(" ")[0], key -> new ArrayList<>())
                    .add(Catalogue.verb(name).synopsis());
        }
        Map<String, String> pages = new TreeMap<>();
        pages.put("stemedb-admin.1", new ManPages().program(topics));
        topics.forEach((topic, commands) ->
                pages.put(Synopsis.PROGRAM + "-" + topic + ".1", new ManPages().topic(topic, commands)));
        return pages;
    }

    private String program(Map<String, List<Synopsis>> topics) {
        head(Synopsis.PROGRAM, "the command line of operators of StemeDB");
        macro("SH", "SYNOPSIS").bold(Synopsis.PROGRAM + " COMMAND [flags]");
        macro("SH", "DESCRIPTION").text(INTRODUCTION);
        macro("SH", "COMMANDS");
        topics.forEach((topic, commands) -> {
            for (Synopsis command : commands) {
                macro("TP", "").bold(command.name()).text(command.about() + ".");
            }
        });
        macro("SH", "OPTIONS");
        GlobalFlags.all().forEach(this::flag);
        flag(GlobalFlags.WATCH);
        macro("SH", "EXIT STATUS");
        for (Outcome outcome : Outcome.values()) {
            macro("TP", "")
                    .bold(String.valueOf(outcome.code()))
                    .text(outcome.meaning().replace("`", ""));
        }
        environment();
        macro("SH", "SEE ALSO");
        List<String> others = new ArrayList<>();
        topics.keySet().forEach(topic -> others.add(Synopsis.PROGRAM + "-" + topic + "(1)"));
        return text(String.join(", ", others)).page.toString();
    }

    private void environment() {
        macro("SH", "ENVIRONMENT");
        variable("STEMEDB_GATEWAY", "addresses of gateways, separated by commas");
        variable("STEMEDB_TOKEN_FILE", "the file that holds the token");
        variable("STEMEDB_TOKEN", "the token itself");
        variable("STEMEDB_ADMIN_CONFIG", "the file of profiles");
        variable("NO_COLOR", "if it is not empty, tables have no colours");
        macro("SH", "FILES");
        variable(
                "~/.config/stemedb/admin.toml",
                "profiles: gateways, the file of a token, certificates, a cluster's id");
    }

    private void variable(String name, String about) {
        macro("TP", "").bold(name).text(about);
    }

    private String topic(String topic, List<Synopsis> commands) {
        boolean lone = commands.get(0).name().equals(topic);
        List<String> verbs = new ArrayList<>();
        commands.forEach(
                command -> verbs.add(command.name().substring(command.name().indexOf(' ') + 1)));
        String about = commands.get(0).about();
        head(
                Synopsis.PROGRAM + "-" + topic,
                lone ? about.substring(0, 1).toLowerCase(Locale.ROOT) + about.substring(1) : String.join(", ", verbs));
        macro("SH", "SYNOPSIS");
        for (int i = 0; i < commands.size(); i++) {
            if (i > 0) {
                macro("br", "");
            }
            bold(commands.get(i).usage());
        }
        macro("SH", lone ? "DESCRIPTION" : "COMMANDS");
        commands.forEach(command -> command(command, lone));
        macro("SH", "EXAMPLES").macro("EX", "");
        commands.forEach(command -> command.examples().forEach(example -> text(Synopsis.PROGRAM + " " + example)));
        macro("EE", "").macro("SH", "SEE ALSO").text(OF_ALL);
        return page.toString();
    }

    private void command(Synopsis command, boolean lone) {
        if (!lone) {
            macro("SS", command.name());
        }
        text(command.about() + ".");
        if (!command.more().isEmpty()) {
            text(command.more());
        }
        if (command.kind() == Kind.READ) {
            text("It takes --watch.");
        }
        for (Param param : command.params()) {
            macro("TP", "").bold(param.label()).text(param.about());
        }
        command.flags().forEach(this::flag);
    }

    private void flag(Flag flag) {
        String name = flag.name() + (flag.value() == null ? "" : " " + flag.value());
        macro("TP", "")
                .bold(flag.letter() == null ? name : name + ", " + flag.letter())
                .text(flag.about());
    }

    private void head(String name, String about) {
        page.append(".\\\" written by ManPagesTest from the commands\n");
        page.append(".TH ").append(escaped(name.toUpperCase(Locale.ROOT)));
        page.append(" 1 \"\" \"StemeDB\" \"Operators\"\n.nh\n.ad l\n.SH NAME\n");
        page.append(escaped(name)).append(" \\- ").append(escaped(about)).append('\n');
    }

    private ManPages macro(String name, String words) {
        page.append('.')
                .append(name)
                .append(words.isEmpty() ? "" : " " + escaped(words))
                .append('\n');
        return this;
    }

    private ManPages bold(String words) {
        page.append("\\fB").append(escaped(words)).append("\\fR\n");
        return this;
    }

    private ManPages text(String line) {
        page.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                .append(escaped(line))
                .append('\n');
        return this;
    }

    /** A plain minus stays one that can be copied, and so do quotes. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha");
    }
}
