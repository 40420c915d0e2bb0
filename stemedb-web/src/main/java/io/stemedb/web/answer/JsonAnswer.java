package io.stemedb.web.answer;

import io.stemedb.cluster.view.ViewJson;
import io.stemedb.json.JsonWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.nio.charset.StandardCharsets;

/** Makes answers of finished JSON. */
public final class JsonAnswer {
    /** Some of it was taken and some was not. */
    public static final int MULTI_STATUS = 207;

    private JsonAnswer() {}

    /** Status 200. */
    public static Response ok(JsonWriter json) {
        return of(200, json).build();
    }

    /** An answer that may still be given headers. */
    public static ResponseBuilder of(int status, JsonWriter json) {
        return of(status, MediaType.APPLICATION_JSON, json.toByteArray());
    }

    /** An answer that shows a record: its components in snake case, those that are null as well. */
    public static ResponseBuilder of(int status, Record view) {
        return of(status, MediaType.APPLICATION_JSON, json(view));
    }

    /** A record as it is shown, to be part of an answer. */
    public static byte[] json(Record view) {
        return ViewJson.of(view).getBytes(StandardCharsets.UTF_8);
    }

    /** An answer of any kind of JSON. */
    public static ResponseBuilder of(int status, String mediaType, byte[] json) {
        // The length is named here: JAX-RS would find it only by keeping a copy of short answers, and send long ones in
        // chunks.
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .header(HttpHeaders.CONTENT_LENGTH, json.length)
                .entity(json);
    }
}
