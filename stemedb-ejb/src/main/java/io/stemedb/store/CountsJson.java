package io.stemedb.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Counts by shard, as the manifests of stores and backups write them: an object whose names are numbers. */
public final class CountsJson {
    private CountsJson() {}

    public static void write(JsonGenerator out, String name, Map<Integer, Long> counts) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<Integer, Long> count : counts.entrySet()) {
            out.writeNumberField(Integer.toString(count.getKey()), count.getValue());
        }
        out.writeEndObject();
    }

    /** @param in behind the beginning of the object */
    public static Map<Integer, Long> read(JsonParser in) throws IOException {
        Map<Integer, Long> counts = new TreeMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            int key = Integer.parseInt(in.currentName());
            in.nextToken();
            counts.put(key, in.getLongValue());
        }
        return counts;
    }
}
