package io.stemedb.admin.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a large text apart byte by byte, as all of its values would not fit into the memory of a client. */
public final class Slices {
    private Slices() {}

    /** The texts of the members of an object. */
    public static Map<String, byte[]> members(byte[] text) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (JsonParser parser = begun(text, JsonToken.START_OBJECT)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, slice(parser, text));
            }
        }
        return members;
    }

    /** The texts of the items of an array. */
    public static List<byte[]> items(byte[] text) throws IOException {
        List<byte[]> items = new ArrayList<>();
        try (JsonParser parser = begun(text, JsonToken.START_ARRAY)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(slice(parser, text));
            }
        }
        return items;
    }

    private static JsonParser begun(byte[] text, JsonToken expected) throws IOException {
        JsonParser parser = new JsonFactory().createParser(text);
        if (parser.nextToken() != expected) {
            throw new IOException("it is of another form");
        }
        return parser;
    }

    private static byte[] slice(JsonParser parser, byte[] text) throws IOException {
        long from = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken(); // of a string only the begin has been read
        return Arrays.copyOfRange(
                text, (int) from, (int) parser.currentLocation().getByteOffset());
    }
}
