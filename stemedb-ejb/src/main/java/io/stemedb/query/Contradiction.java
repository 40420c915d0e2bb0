package io.stemedb.query;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonWriter;
import io.stemedb.lens.Authorities;
import io.stemedb.lens.Candidates;
import io.stemedb.lens.Explanation;
import io.stemedb.lens.Lens;
import io.stemedb.lens.Resolution;
import io.stemedb.lens.ValueGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A slot whose live claims do not all say the same.
 *
 * @param values each value and who says it, the best supported first
 * @param lenses what each lens makes of it
 */
public record Contradiction(Slot slot, List<ValueGroup> values, Map<Lens, CanonicalJson> lenses) {
    private static final List<Lens> RESOLVING = List.of(Lens.RECENCY, Lens.CONSENSUS, Lens.AUTHORITY);
    private static final int FRAME_BYTES = 200;
    private static final int VALUE_BYTES = 30;

    /** What is wrong in a slot, or null if nothing is. */
    static Contradiction in(Slot slot, Candidates candidates, Authorities authorities, boolean singleSource) {
        if (!candidates.contested() || !(singleSource || severalSources(candidates))) {
            return null;
        }
        Map<Lens, CanonicalJson> lenses = new LinkedHashMap<>();
        for (Lens lens : RESOLVING) {
            Recorded winner =
                    Resolution.of(lens, candidates, authorities).chosen().get(0);
            lenses.put(lens, winner.assertion().value());
        }
        return new Contradiction(slot, Explanation.of(Lens.CONSENSUS, candidates, authorities), lenses);
    }

    /** With two values and two sources, some two sources differ: a value that one says the other does not say alone. */
    private static boolean severalSources(Candidates candidates) {
        String first = candidates.claims().get(0).assertion().source();
        return candidates.claims().stream()
                .anyMatch(claim -> !claim.assertion().source().equals(first));
    }

    /** Whether it does not matter which lens is taken. */
    public boolean lensesAgree() {
        return lenses.values().stream().distinct().count() == 1;
    }

    /** About how many bytes of answer it makes. */
    long bytes() {
        long bytes = (long) FRAME_BYTES
                + slot.conceptPath().length()
                + slot.predicate().length();
        for (ValueGroup group : values) {
            bytes += VALUE_BYTES + group.value().utf8().length;
            for (String source : group.sources()) {
                bytes += source.length() + 3;
            }
        }
        return bytes;
    }

    /** Writes it as one JSON object. */
    public void write(JsonWriter out) {
        out.beginObject().name("concept_path").string(slot.conceptPath());
        out.name("predicate").string(slot.predicate());
        out.name("values").beginArray();
        for (ValueGroup group : values) {
            out.beginObject().name("value").raw(group.value());
            out.name("sources").beginArray();
            group.sources().forEach(out::string);
            out.endArray().endObject();
        }
        out.endArray().name("lenses").beginObject();
        lenses.forEach((lens, value) -> out.name(lens.wire()).raw(value));
        out.endObject().name("lenses_agree").bool(lensesAgree()).endObject();
    }
}
