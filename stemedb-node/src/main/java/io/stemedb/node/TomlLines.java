package io.stemedb.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.stemedb.settings.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the names of a TOML file stand: the parser says what a file sets but not where, and of a repeated key neither
 * the name nor the line. It knows tables and {@code name = value} on a line of its own, which is how people write such
 * files.
 */
final class TomlLines {
    /** A name with its table, and its line. */
    private record Place(String name, int line) {}

    private final Path file;
    private final List<Place> places = new ArrayList<>();

    TomlLines(Path file, String text) {
        this.file = file;
        String table = "";
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.indexOf(']') > 0) {
                table = bare(line.substring(1, line.indexOf(']'))) + ".";
            } else if (equals > 0 && !line.startsWith("#")) {
                places.add(new Place(table + bare(line.substring(0, equals)), number));
            }
        }
    }

    /** The file and, if it is found, the line of a name. */
    String of(String name) {
        return places.stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .map(place -> file + ", line " + place.line())
                .orElse(file.toString());
    }

    /** The first key that stands twice, if that is what the parser did not like. */
    Optional<Fault> repeated(JsonProcessingException unreadable) {
        if (!unreadable.getOriginalMessage().startsWith("Duplicate key")) {
            return Optional.empty();
        }
        Set<String> seen = new HashSet<>();
        return places.stream()
                .filter(place -> !seen.add(place.name()))
                .findFirst()
                .map(place -> new Fault(
                        place.name() + " (file " + file + ", line " + place.line() + ")", "stands here a second time"));
    }

    private static String bare(String name) {
        return name.replaceAll("[\\s\"'\\[\\]]", "");
    }
}
