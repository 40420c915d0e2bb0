package io.stemedb.cluster.fact;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.time.DateTimeException;
import java.time.Instant;

/** What facts say of tokens, as JSON objects, and back. */
public final class TokenValues {
    private static final String HASH = "sha256";
    private static final String END = "revoked_at";
    private static final String AT_ONCE = "at_once";

    private TokenValues() {}

    /** Writes a token. */
    public static CanonicalJson of(Token token) {
        return write(token, true);
    }

    /** The same for people, without what a secret could be tried against. */
    public static CanonicalJson shown(Fact fact) {
        return write(token(fact.key().subject(), object(fact)), false);
    }

    private static CanonicalJson write(Token token, boolean whole) {
        JsonWriter out = new JsonWriter().beginObject();
        if (token.atOnce()) { // names stand in the order of the alphabet
            out.name(AT_ONCE).bool(true);
        }
        out.name("created_at").string(token.createdAt().toString());
        out.name("created_by").string(token.createdBy());
        out.name("note").string(token.note());
        if (token.revokedAt() != null) {
            out.name(END).string(token.revokedAt().toString());
        }
        out.name("role").string(token.role().word());
        if (whole) {
            out.name(HASH).string(token.sha256());
        }
        return CanonicalJson.ofCanonical(out.endObject().toByteArray());
    }

    static Token token(Fact fact) {
        return token(fact.key().subject(), object(fact));
    }

    private static Token token(String id, JsonObject value) {
        return new Token(
                id,
                Role.of(value.text("role")).orElseThrow(() -> StemeException.malformed("/role", "is none")),
                value.text(HASH),
                value.text("note"),
                Instant.parse(value.text("created_at")),
                value.text("created_by"),
                value.has(END) ? Instant.parse(value.text(END)) : null,
                value.has(AT_ONCE));
    }

    static boolean isKnown(String id, JsonObject value) {
        for (String name : new String[] {"role", HASH, "note", "created_at", "created_by"}) {
            if (value.text(name) == null) {
                return false;
            }
        }
        try {
            return token(id, value).id().equals(id);
        } catch (DateTimeException | StemeException otherShape) {
            return false;
        }
    }

    private static JsonObject object(Fact fact) {
        return JsonReader.object(fact.value().utf8(), JsonLimits.DEFAULT);
    }
}
