package io.stemedb.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the runbooks from before StemeDB told to type, and where that is on the pages; first-runbooks.txt has it. */
final class FirstRunbooks {
    private static final Pattern PLACE = Pattern.compile("  > (?<page>[A-Za-z-]+)(?: (?<step>\\d+))?: (?<text>.+)");
    private static final Pattern REASON = Pattern.compile("  - (.+)");
    private static final Pattern TIME = Pattern.compile("  within (\\d+ (?:s|min))");

    private FirstRunbooks() {}

    /** A command that contains this text, in the step of a page with this number; 0 for a page that no test runs. */
    record Place(String page, int step, String text) {
        boolean isRun() {
            return step > 0;
        }

        boolean isIn(String name, Page.Step other) {
            return name.equals(page + ".md") && other.title().startsWith(step + ". ");
        }
    }

    /** One command. {@code reason} is empty if it is not left out, {@code seconds} is 0 if no time is given. */
    record Command(String part, String text, List<Place> places, String reason, int seconds) {
        boolean isMapped() {
            return places.isEmpty() != reason.isEmpty();
        }
    }

    static List<Command> commands() throws IOException {
        try (InputStream table = FirstRunbooks.class.getResourceAsStream("/first-runbooks.txt")) {
            return commands(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static List<Command> commands(String table) {
        List<Command> commands = new ArrayList<>();
        String part = "";
        for (String line : table.lines().toList()) {
            int last = commands.size() - 1;
            if (line.startsWith("== ")) {
                part = line.substring("== ".length());
            } else if (line.startsWith("  ")) {
                commands.set(last, with(commands.get(last), line));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                commands.add(new Command(part, line, List.of(), "", 0));
            }
        }
        return commands;
    }

    private static Command with(Command command, String line) {
        Matcher place = PLACE.matcher(line);
        if (place.matches()) {
            List<Place> places = new ArrayList<>(command.places());
            int step = place.group("step") == null ? 0 : Integer.parseInt(place.group("step"));
            places.add(new Place(place.group("page"), step, place.group("text")));
            return new Command(command.part(), command.text(), places, command.reason(), command.seconds());
        }
        Matcher reason = REASON.matcher(line);
        if (reason.matches()) {
            return new Command(command.part(), command.text(), command.places(), reason.group(1), command.seconds());
        }
        Matcher time = TIME.matcher(line);
        if (time.matches()) {
            int seconds = Page.seconds(time.group(1));
            return new Command(command.part(), command.text(), command.places(), command.reason(), seconds);
        }
        throw new IllegalArgumentException(line);
    }

    /** How long they say that this step takes at most; 0 if they do not say. */
    static int seconds(String page, Page.Step step) throws IOException {
        return commands().stream()
                .filter(command -> command.seconds() > 0)
                .filter(command -> command.places().stream().anyMatch(place -> place.isIn(page, step)))
                .mapToInt(Command::seconds)
                .min()
                .orElse(0);
    }
}
