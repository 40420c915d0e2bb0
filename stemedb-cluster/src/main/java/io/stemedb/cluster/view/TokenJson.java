package io.stemedb.cluster.view;

import io.stemedb.access.Token;
import io.stemedb.json.JsonWriter;
import java.time.Instant;

/** Writes tokens as operators are shown them: without their secrets. */
public final class TokenJson {
    private TokenJson() {}

    /** Writes the members of one into an object that is open. */
    public static void members(JsonWriter out, Token token, Instant now) {
        out.name("id").string(token.id());
        out.name("role").string(token.role().word());
        out.name("note").string(token.note());
        out.name("created_at").string(token.createdAt().toString());
        out.name("created_by").string(token.createdBy());
        out.name("revoked_at")
                .string(token.revokedAt() == null ? null : token.revokedAt().toString());
        out.name("active").bool(token.isValid(now));
    }

    /** All of them, as {@code GET /admin/tokens} answers. */
    public static JsonWriter list(Iterable<Token> tokens, Instant now) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("tokens").beginArray();
        for (Token token : tokens) {
            members(out.beginObject(), token, now);
            out.endObject();
        }
        return out.endArray().endObject();
    }
}
