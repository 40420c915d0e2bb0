package io.stemedb.node;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps of a page for operators: what it tells to type, what is answered then, and how long that takes at most. */
final class Page {
    private static final Pattern PART = Pattern.compile(
            "^## (?<title>[^\\n]+)$|^```sh\\n(?<commands>.*?)^```$|^```(?:json|text)\\n(?<answer>.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LIMIT = Pattern.compile("\\(within (\\d+ (?:s|min))\\)");
    private static final int MINUTE = 60;
    private static final String ANYTHING = "…";

    private Page() {}

    /** What stands below one heading. {@code seconds} is 0 where the page sets no limit. */
    record Step(String title, int seconds, List<Command> commands) {}

    /** One command, which may have several lines; {@code answer} is null where the page shows none. */
    record Command(String text, String answer) {
        /** Whether this is what the page shows, in which an ellipsis stands for whatever may be there. */
        boolean isAnsweredBy(String said) {
            StringBuilder pattern = new StringBuilder();
            for (String part : answer.strip().split(ANYTHING, -1)) {
                pattern.append(pattern.length() == 0 ? "" : ".*").append(Pattern.quote(part));
            }
            return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                    .matcher(said.strip())
                    .matches();
        }
    }

    /** The steps that have commands. */
    static List<Step> steps(String markdown) {
        List<Step> steps = new ArrayList<>();
        Matcher part = PART.matcher(markdown);
        while (part.find()) {
            if (part.group("title") != null) {
                steps.add(new Step(part.group("title"), limit(part.group("title")), new ArrayList<>()));
            } else if (part.group("commands") != null) {
                commands(part.group("commands"))
                        .forEach(text -> steps.get(steps.size() - 1).commands().add(new Command(text, null)));
            } else {
                answer(steps.get(steps.size() - 1).commands(), part.group("answer"));
            }
        }
        steps.removeIf(step -> step.commands().isEmpty());
        return steps;
    }

    private static int limit(String title) {
        Matcher limit = LIMIT.matcher(title);
        return limit.find() ? seconds(limit.group(1)) : 0;
    }

    /** Of a time like {@code 90 s} or {@code 2 min}. */
    static int seconds(String time) {
        String[] parts = time.split(" ", 2);
        return Integer.parseInt(parts[0]) * (parts[1].equals("s") ? 1 : MINUTE);
    }

    private static List<String> commands(String block) {
        return block.replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static void answer(List<Command> commands, String answer) {
        int last = commands.size() - 1;
        commands.set(last, new Command(commands.get(last).text(), answer));
    }
}
