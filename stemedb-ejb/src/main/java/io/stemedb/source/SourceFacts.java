package io.stemedb.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Names;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.util.Optional;

/**
 * How a registration is written down: as an assertion at {@code _stemedb/sources/<id>}, predicate {@code registration},
 * whose value is {@code {"authority":0.9,"kind":"…","node":"…","note":"…","version":3}}.
 */
public final class SourceFacts {
    /** Begins the concept path of every registration. */
    public static final String ROOT = PathHash.SYSTEM_ROOT + "sources/";

    public static final String PREDICATE = "registration";

    /** The source of the database's own facts. */
    public static final String SYSTEM_SOURCE = Claim.SYSTEM_SOURCE;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);

    private SourceFacts() {}

    /** Checks the id of a source that is asked about or registered; it may hold {@code /} and {@code @}. */
    public static String checkId(String id, Limits limits) {
        return Names.source("/id", id, limits);
    }

    /** Where the facts about a source are kept. */
    public static String path(String source) {
        StringBuilder path = new StringBuilder(ROOT);
        for (byte b : source.getBytes(UTF_8)) {
            // Dots are encoded too, since no path may have a segment "." or "..".
            if (plain(b)) {
                path.append((char) b);
            } else {
                path.append('%').append((char) HEX[b >> 4 & 0xf]).append((char) HEX[b & 0xf]);
            }
        }
        return path.toString();
    }

    private static boolean plain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }

    /**
     * The assertion that puts an update on record.
     *
     * @param version from {@link SourceRegistry#nextVersion}
     * @param node id of this node
     * @param now microseconds since 1970; shown, but never what decides between two updates
     */
    public static Assertion fact(String source, SourceUpdate update, long version, String node, long now) {
        JsonWriter value = new JsonWriter().beginObject();
        value.name("authority").millionths(update.authority());
        optional(value, "kind", update.kind());
        value.name("node").string(node);
        optional(value, "note", update.note());
        value.name("version").number(version).endObject();
        CanonicalJson canonical = CanonicalJson.ofCanonical(value.toByteArray());
        Claim claim = Claim.ofSystem(path(source), PREDICATE, canonical, now);
        return Completion.complete(claim, now, () -> null);
    }

    private static void optional(JsonWriter out, String name, String text) {
        if (text != null) {
            out.name(name).string(text);
        }
    }

    /**
     * Reads a registration back; empty if the record is something else, or of a shape this release does not know.
     */
    static Optional<Registration> read(Recorded recorded) {
        Assertion fact = recorded.assertion();
        if (fact.kind() != Kind.ASSERTION
                || !fact.predicate().equals(PREDICATE)
                || !fact.conceptPath().startsWith(ROOT)) {
            return Optional.empty();
        }
        try {
            byte[] value = fact.value().utf8();
            return Optional.of(read(recorded, JsonReader.object(value, 0, value.length, JsonLimits.DEFAULT)));
        } catch (StemeException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Registration read(Recorded recorded, JsonObject value) {
        String encoded = recorded.assertion().conceptPath().substring(ROOT.length());
        String node = value.text("node");
        BigDecimal version = value.number("version");
        if (node == null || version == null) {
            throw StemeException.malformed("/node", "a registration says which node wrote it, and as which version");
        }
        SourceUpdate update = new SourceUpdate(value.text("kind"), value.text("note"), SourceUpdate.authority(value));
        return new Registration(
                // The decoder's one liberty, "+" for a blank, never arises: the encoder writes %2B.
                URLDecoder.decode(encoded, UTF_8),
                update,
                version.longValueExact(),
                node,
                recorded.id(),
                recorded.recordedAt());
    }
}
