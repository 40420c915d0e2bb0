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
import java.util.StringJoiner;

/**
 * What a TOML file sets.
 *
 * @param values by key, with the place in the file
 * @param faults what could not be understood
 */
record ConfigFile(Map<Key, Given> values, List<Fault> faults) {

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

    /** The host of {@code bind_addr} is the node's address; the others only choose their port. */
    private void setAddress(String name, Given value) {
        String text = value.text();
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            faults.add(new Fault(name + " (" + value.origin() + ")", "\"" + text + "\" is not host:port"));
            return;
        }
        values.put(KeyNames.ADDRESSES.get(name), new Given(text.substring(colon + 1), value.origin()));
        if (name.equals("cluster.bind_addr")) {
            values.put(Key.BIND, new Given(text.substring(0, colon), value.origin()));
        }
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
