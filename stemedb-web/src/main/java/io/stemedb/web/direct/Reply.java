package io.stemedb.web.direct;

import io.stemedb.json.JsonWriter;
import java.util.Map;

/**
 * What a call is answered.
 *
 * @param headers beside those of the content
 */
public record Reply(int status, JsonWriter json, Map<String, String> headers) {
    /** Status 200. */
    public static Reply ok(JsonWriter json) {
        return new Reply(200, json, Map.of());
    }
}
