package io.stemedb.web.api;

import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes what {@link Tree} reads. */
final class Json {
    private Json() {}

    static String of(Object node) {
        JsonWriter out = new JsonWriter();
        write(out, node);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter out, Object node) {
        if (node instanceof Map<?, ?> map) {
            out.beginObject();
            map.forEach((name, value) -> write(out.name(name.toString()), value));
            out.endObject();
        } else if (node instanceof List<?> list) {
            out.beginArray();
            list.forEach(item -> write(out, item));
            out.endArray();
        } else if (node instanceof String text) {
            out.string(text);
        } else {
            out.raw(CanonicalJson.ofCanonical(String.valueOf(node)));
        }
    }
}
