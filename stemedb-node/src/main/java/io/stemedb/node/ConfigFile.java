package io.stemedb.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.stemedb.node.Configuration.Given;
import io.stemedb.settings.Fault;
import io.stemedb.settings.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * What a TOML file sets.
 *
 * @param values by key, with the place in the file
 * @param faults what could not be understood
 */
record ConfigFile(Map<Key, Given> values, List<Fault> faults) {

    private static final String INSTALLED = "/etc/stemedb";

    /**
     * The files to read: the named one alone, or else those of an installed node that are there, of which the last
     * wins.
     */
    static List<Path> named(Optional<Path> config) {
        Path folder = Path.of(Objects.requireNonNullElse(System.getenv(KeyNames.CONFIG_DIR), INSTALLED));
        return config.map(List::of).orElseGet(() -> in(folder));
    }

    /** The files of an installed node that are there. */
    static List<Path> in(Path folder) {
        return Stream.of("node.toml", "cluster.toml")
                .map(folder::resolve)
                .filter(Files::exists)
                .toList();
    }

    static ConfigFile read(Path file) {
        ConfigFile read = new ConfigFile(new EnumMap<>(Key.class), new ArrayList<>());
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            read.parse(file, text);
        } catch (IOException unreadable) {
            read.faults.add(new Fault(file.toString(), PlainReasons.unreadable(file, unreadable)));
        }
        return read;
    }

    private void parse(Path file, String text) {
        TomlLines lines = new TomlLines(file, text);
        try {
            take("", new TomlMapper().readTree(text), lines);
        } catch (JsonProcessingException unreadable) {
            faults.add(lines.repeated(unreadable).orElseGet(() -> {
                var place = unreadable.getLocation();
                String where = place == null ? "" : ", line " + place.getLineNr();
                return new Fault(file + where, unreadable.getOriginalMessage());
            }));
        }
    }

    private void take(String prefix, JsonNode table, TomlLines lines) {
        table.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                take(name + ".", entry.getValue(), lines);
            } else {
                set(name, new Given(text(entry.getValue()), "file " + lines.of(name)));
            }
        });
    }

    private void set(String name, Given value) {
        if (KeyNames.IN_FILE.containsKey(name)) {
            values.put(KeyNames.IN_FILE.get(name), value);
        } else if (KeyNames.ADDRESSES.containsKey(name)) {
            setAddress(name, value);
        } else {
            faults.add(new Fault(
                    name + " (" + value.origin() + ")",
                    "is not a setting of StemeDB" + KeyNames.guess(KeyNames.nearest(name))));
        }
    }

    private void setAddress(String name, Given value) {
        String text = value.text();
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            faults.add(new Fault(name + " (" + value.origin() + ")", "\"" + text + "\" is not host:port"));
            return;
        }
        KeyNames.Place place = KeyNames.ADDRESSES.get(name);
        values.put(place.host(), new Given(text.substring(0, colon), value.origin()));
        values.put(place.port(), new Given(text.substring(colon + 1), value.origin()));
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        StringJoiner items = new StringJoiner(",");
        value.forEach(item -> items.add(item.asText()));
        return items.toString();
    }
}
