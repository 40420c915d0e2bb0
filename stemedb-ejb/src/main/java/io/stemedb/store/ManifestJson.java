package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON of manifests, of a store's and of a backup's: one object with plain members, objects, and arrays of objects.
 * It was checked before it is read, so a shape other than the one written is a bug or a later format, not damage.
 */
public final class ManifestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ManifestJson() {}

    /** Writes the members of the object. */
    public interface Members {
        void write(JsonGenerator out) throws IOException;
    }

    /** Takes the members that are not plain; the parser stands at the beginning of an object. */
    public interface Nested {
        /** An object, or one of an array of them. */
        void object(String name, JsonParser in) throws IOException;
    }

    public static byte[] write(Members members) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            members.write(out);
            out.writeEndObject();
        }
        return text.toString().getBytes(UTF_8);
    }

    /** The plain members as texts; the others go to whom they concern. */
    public static Map<String, String> read(byte[] json, Nested nested) throws IOException {
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            return members(in, nested);
        }
    }

    /** As {@link #read}, of an object that a parser stands at the beginning of. */
    public static Map<String, String> members(JsonParser in, Nested nested) throws IOException {
        Map<String, String> plain = new TreeMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.START_ARRAY) {
                while (in.nextToken() == JsonToken.START_OBJECT) {
                    nested.object(name, in);
                }
            } else if (value == JsonToken.START_OBJECT) {
                nested.object(name, in);
            } else {
                plain.put(name, in.getText());
            }
        }
        return plain;
    }

    /** The members of an object that has plain ones only. */
    public static Map<String, String> members(JsonParser in) throws IOException {
        return members(in, (name, nested) -> {
            throw new IOException("a manifest has more than a plain value in " + name);
        });
    }

    /** Counts by shard: an object whose names are numbers. */
    public static void writeCounts(JsonGenerator out, String name, Map<Integer, Long> counts) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<Integer, Long> count : counts.entrySet()) {
            out.writeNumberField(Integer.toString(count.getKey()), count.getValue());
        }
        out.writeEndObject();
    }

    /** Reads what {@link #writeCounts} wrote. */
    public static Map<Integer, Long> counts(JsonParser in) throws IOException {
        Map<Integer, Long> counts = new TreeMap<>();
        members(in).forEach((shard, count) -> counts.put(Integer.valueOf(shard), Long.valueOf(count)));
        return counts;
    }
}
