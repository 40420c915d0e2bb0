package io.stemedb.cluster.fact;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * One version of something that all nodes know. Of several versions of one key the greatest counts: by version, then
 * node, then value, since a node whose disk was lost may give the same version again. Of two factors of the same
 * version the larger one counts whoever wrote it: of two clusters that become one, none is to lose copies.
 *
 * @param node who wrote it
 * @param value what is so, as canonical JSON
 */
public record Fact(FactKey key, long version, String node, CanonicalJson value) {
    /** Which of two facts about one thing counts: the greater. */
    public static final Comparator<Fact> BY_RANK = Comparator.comparingLong(Fact::version)
            .thenComparingInt(Fact::copies)
            .thenComparing(Fact::node)
            .thenComparing(fact -> fact.value.toString());

    private static final String PREDICATE = "fact";

    private int copies() {
        return key.kind() == FactKey.Kind.FACTOR ? Values.factor(this) : 0;
    }

    /**
     * The assertion that puts it on record.
     *
     * @param now microseconds since 1970; shown, but never what decides between two facts
     */
    public Assertion assertion(long now) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("node").string(node);
        out.name("value").raw(value);
        out.name("version").number(version).endObject();
        Claim claim = Claim.ofSystem(key.conceptPath(), PREDICATE, CanonicalJson.ofCanonical(out.toByteArray()), now);
        return Completion.complete(claim, now, () -> null);
    }

    /**
     * Reads a fact back; empty if the record is none, or of a kind or shape that this release does not know. Such a one
     * is kept and passed on, and changes nothing here.
     */
    public static Optional<Fact> read(Recorded recorded) {
        Assertion claim = recorded.assertion();
        if (claim.kind() != Kind.ASSERTION || !claim.predicate().equals(PREDICATE)) {
            return Optional.empty();
        }
        return FactKey.ofPath(claim.conceptPath()).flatMap(key -> read(key, claim.value()));
    }

    private static Optional<Fact> read(FactKey key, CanonicalJson stored) {
        try {
            byte[] bytes = stored.utf8();
            JsonObject object = JsonReader.object(bytes, 0, bytes.length, JsonLimits.DEFAULT);
            String node = object.text("node");
            BigDecimal version = object.number("version");
            if (node == null || version == null || !object.has("value")) {
                return Optional.empty();
            }
            Fact fact = new Fact(key, version.longValueExact(), node, object.canonical("value"));
            return Values.isKnown(fact) ? Optional.of(fact) : Optional.empty();
        } catch (StemeException | IllegalArgumentException | ArithmeticException otherShape) {
            return Optional.empty();
        }
    }
}
