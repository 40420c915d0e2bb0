package io.stemedb.web.direct;

import io.stemedb.json.JsonWriter;

/**
 * What a call is answered.
 *
 * @param location where what was made is found, or null
 */
public record Reply(int status, JsonWriter json, String location) {
    /** Status 200. */
    public static Reply ok(JsonWriter json) {
        return new Reply(200, json, null);
    }
}
