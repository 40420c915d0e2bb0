package io.stemedb.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.stemedb.settings.Fault;
import io.stemedb.settings.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What a TOML file sets.
 *
 * @param values by key, as text
 * @param faults what could not be understood
 */
record ConfigFile(Map<Key, String> values, List<Fault> faults) {

    static ConfigFile read(Path file) {
        ConfigFile read = new ConfigFile(new EnumMap<>(Key.class), new ArrayList<>());
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            read.take("", new TomlMapper().readTree(text));
        } catch (NoSuchFileException missing) {
            read.faults.add(new Fault(file.toString(), "there is no such file"));
        } catch (JsonProcessingException unreadable) {
            var place = unreadable.getLocation();
            String where = place == null ? "" : ", line " + place.getLineNr();
            read.faults.add(new Fault(file + where, unreadable.getOriginalMessage()));
        } catch (IOException unreadable) {
            read.faults.add(new Fault(file.toString(), "cannot be read: " + unreadable));
        }
        return read;
    }

    private void take(String prefix, JsonNode table) {
        table.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                take(name + ".", entry.getValue());
            } else {
                set(name, text(entry.getValue()));
            }
        });
    }

    private void set(String name, String value) {
        if (Names.IN_FILE.containsKey(name)) {
            values.put(Names.IN_FILE.get(name), value);
        } else if (Names.ADDRESSES.containsKey(name)) {
            setAddress(name, value);
        } else {
            String nearest = Names.nearest(name);
            faults.add(new Fault(
                    name,
                    "is not a setting of StemeDB" + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?")));
        }
    }

    /** The host of {@code bind_addr} is the node's address; the others only choose their port. */
    private void setAddress(String name, String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 1) {
            faults.add(new Fault(name, "\"" + value + "\" is not host:port"));
            return;
        }
        values.put(Names.ADDRESSES.get(name), value.substring(colon + 1));
        if (name.equals("cluster.bind_addr")) {
            values.put(Key.BIND, value.substring(0, colon));
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
