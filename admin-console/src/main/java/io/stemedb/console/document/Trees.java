package io.stemedb.console.document;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as pages read it: maps, lists, texts, numbers and null. Pure. */
public final class Trees {
    private static final JsonWriterFactory PRETTY =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

    private Trees() {}

    /** An object. */
    public static Map<String, Object> of(String json) {
        return object(read(json));
    }

    /** The same text with a line for each member. */
    public static String pretty(String json) {
        StringWriter out = new StringWriter();
        try (JsonWriter writer = PRETTY.createWriter(out)) {
            writer.writeObject(read(json));
        }
        return out.toString().strip();
    }

    private static JsonObject read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static Map<String, Object> object(JsonObject object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(name, plain(value)));
        return members;
    }

    private static List<Object> array(JsonArray array) {
        List<Object> elements = new ArrayList<>();
        array.forEach(element -> elements.add(plain(element)));
        return elements;
    }

    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> object(value.asJsonObject());
            case ARRAY -> array(value.asJsonArray());
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).bigDecimalValue();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
        };
    }

    /** The objects of a list in a tree; none if it is not there. */
    @SuppressWarnings("unchecked") // what is read here has no other keys
    public static List<Map<String, Object>> list(Map<String, Object> tree, String name) {
        List<Map<String, Object>> found = new ArrayList<>();
        if (tree.get(name) instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> map) {
                    found.add((Map<String, Object>) map);
                }
            }
        }
        return found;
    }

    /** The texts of a list in a tree. */
    public static List<String> texts(Map<String, Object> tree, String name) {
        return tree.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
