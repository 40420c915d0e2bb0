package io.stemedb.web.answer;

import io.stemedb.json.JsonWriter;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.config.PropertyOrderStrategy;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.nio.charset.StandardCharsets;

/** Makes answers of finished JSON. */
public final class JsonAnswer {
    /** Some of it was taken and some was not. */
    public static final int MULTI_STATUS = 207;

    /** For what operators ask now and then; what is answered by the thousand is written by hand. */
    private static final class Views {
        static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
                .withNullValues(true)
                .withPropertyOrderStrategy(PropertyOrderStrategy.ANY)
                .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));
    }

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
        return Views.JSONB.toJson(view).getBytes(StandardCharsets.UTF_8);
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
