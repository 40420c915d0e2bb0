package io.stemedb.web.access;

import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.refusal.StemeException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The small fields of a body, for the record: what could let somebody in is left out. */
final class NotedBody {
    private static final Pattern SECRET = Pattern.compile("secret|token|password|credential");
    private static final Pattern TOKEN = Pattern.compile("(stemedb_[A-Za-z0-9_-]{12}_)[A-Za-z0-9_-]+");
    private static final int LONGEST = 200;
    private static final int MOST = 20;

    private NotedBody() {}

    /** None of a body that is no JSON object. */
    static Map<String, String> of(byte[] body) {
        Map<String, String> fields = new TreeMap<>();
        try {
            JsonObject object = JsonReader.object(body, JsonLimits.DEFAULT);
            for (String name : object.names()) {
                put(fields, name, text(object, name));
            }
        } catch (StemeException noObject) {
            return Map.of();
        }
        return fields;
    }

    /** The same of fields that a page has sent. */
    static Map<String, String> of(Map<String, String> sent) {
        Map<String, String> fields = new TreeMap<>();
        sent.forEach((name, text) -> put(fields, name, text));
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String text) {
        if (fields.size() < MOST && name.length() <= LONGEST) {
            fields.put(shown(name), SECRET.matcher(name).find() ? "(left out)" : shown(text));
        }
    }

    private static String text(JsonObject object, String name) {
        String json = object.canonical(name).toString();
        return json.startsWith("\"") ? object.text(name) : json;
    }

    /** As much of a text as goes on record: whole characters, and no token of anybody. */
    static String shown(String text) {
        String masked = TOKEN.matcher(text).replaceAll("$1(left out)");
        return masked.codePointCount(0, masked.length()) <= LONGEST
                ? masked
                : masked.substring(0, masked.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
