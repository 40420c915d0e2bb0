package io.stemedb.admin.command;

import io.stemedb.admin.outcome.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads the command line of one command, and writes its help. Nothing of another command is built. */
public final class Parser {
    private static final int WIDTH = 100;

    private Parser() {}

    /**
     * What a line says.
     *
     * @param line flags and parameters, without the words of the command
     */
    public static Words parse(Synopsis synopsis, List<String> line) {
        try {
            ParseResult result = commandLine(synopsis).parseArgs(line.toArray(new String[0]));
            return words(synopsis, result);
        } catch (ParameterException e) {
            throw Trouble.usage(
                    firstLine(e.getMessage()), "try: " + Synopsis.PROGRAM + " " + synopsis.name() + " --help");
        }
    }

    /** How the command is written. */
    public static String help(Synopsis synopsis) {
        return commandLine(synopsis).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /** The description as picocli takes it. */
    public static CommandSpec spec(Synopsis synopsis, String name) {
        CommandSpec spec = CommandSpec.create().name(name);
        for (Flag flag : synopsis.flags()) {
            spec.addOption(option(flag));
        }
        for (Flag flag : GlobalFlags.of(synopsis)) {
            spec.addOption(option(flag));
        }
        for (int i = 0; i < synopsis.params().size(); i++) {
            spec.addPositional(positional(synopsis.params().get(i), i));
        }
        spec.usageMessage()
                .width(WIDTH)
                .customSynopsis(synopsis.usage())
                .description(description(synopsis))
                .sortOptions(false)
                .abbreviateSynopsis(true);
        return spec;
    }

    private static CommandLine commandLine(Synopsis synopsis) {
        return new CommandLine(spec(synopsis, Synopsis.PROGRAM + " " + synopsis.name()))
                .setOverwrittenOptionsAllowed(false)
                .setTrimQuotes(false)
                .setInterpolateVariables(false)
                .setExpandAtFiles(false);
    }

    private static OptionSpec option(Flag flag) {
        OptionSpec.Builder option = flag.letter() == null
                ? OptionSpec.builder(flag.name())
                : OptionSpec.builder(flag.name(), flag.letter());
        if (flag.value() == null) {
            return option.type(boolean.class).description(flag.about()).build();
        }
        option.type(String.class).paramLabel(flag.value()).description(flag.about());
        option.arity(flag.optional() ? "0..1" : "1").fallbackValue(flag.optional() ? "" : null);
        if (!flag.choices().isEmpty()) {
            option.completionCandidates(flag.choices());
        }
        return option.build();
    }

    private static PositionalParamSpec positional(Param param, int index) {
        PositionalParamSpec.Builder positional = PositionalParamSpec.builder()
                .type(String.class)
                .index(String.valueOf(index))
                .arity(param.needed() ? "1" : "0..1")
                .required(param.needed())
                .paramLabel(param.label())
                .description(param.about());
        if (!param.choices().isEmpty()) {
            positional.completionCandidates(param.choices());
        }
        return positional.build();
    }

    private static String[] description(Synopsis synopsis) {
        List<String> lines = new ArrayList<>();
        // a percent sign begins a variable there
        lines.add(synopsis.about().replace("%", "%%") + ".");
        if (!synopsis.more().isEmpty()) {
            lines.add(synopsis.more().replace("%", "%%"));
        }
        return lines.toArray(new String[0]);
    }

    private static Words words(Synopsis synopsis, ParseResult result) {
        Map<String, String> said = new LinkedHashMap<>();
        List<Flag> flags = new ArrayList<>(synopsis.flags());
        flags.addAll(GlobalFlags.of(synopsis));
        for (Flag flag : flags) {
            if (result.hasMatchedOption(flag.name())) {
                Object value = result.matchedOptionValue(flag.name(), null);
                said.put(flag.name(), flag.value() == null ? "true" : String.valueOf(value));
                requireChoice(flag.name(), said.get(flag.name()), flag.choices());
            }
        }
        for (int i = 0; i < synopsis.params().size(); i++) {
            if (result.hasMatchedPositional(i)) {
                Param param = synopsis.params().get(i);
                said.put(param.label(), result.matchedPositionalValue(i, ""));
                requireChoice(param.label(), said.get(param.label()), param.choices());
            }
        }
        return new Words(said);
    }

    private static void requireChoice(String name, String value, List<String> choices) {
        if (!choices.isEmpty() && !choices.contains(value)) {
            throw Trouble.usage(name + " takes no '" + value + "'", "write one of " + String.join(", ", choices));
        }
        if (value.isEmpty() && !name.equals(GlobalFlags.WATCH.name())) {
            throw Trouble.usage(name + " is empty", "name something");
        }
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).strip();
    }
}
