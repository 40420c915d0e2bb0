package io.stemedb.source;

import io.stemedb.assertion.Names;
import io.stemedb.json.JsonObject;
import io.stemedb.refusal.StemeException;
import java.math.BigDecimal;
import java.util.Set;

/**
 * What an operator says of a source.
 *
 * @param kind what sort of source it is, in the operator's words; or null
 * @param note anything worth knowing about it; or null
 * @param authority its weight, 0..1,000,000 millionths
 */
public record SourceUpdate(String kind, String note, int authority) {
    private static final Set<String> FIELDS = Set.of("kind", "note", "authority");
    /** UTF-8 bytes of a kind. */
    public static final int KIND_BYTES = 256;

    /** UTF-8 bytes of a note. */
    public static final int NOTE_BYTES = 1024;

    private static final int DECIMALS = 6;

    /** Reads the body of a {@code PUT}. */
    public static SourceUpdate read(JsonObject json) {
        json.refuseUnknown(FIELDS);
        String kind = json.text("kind");
        String note = json.text("note");
        return new SourceUpdate(
                kind == null ? null : Names.label("/kind", kind, KIND_BYTES),
                note == null ? null : Names.note("/note", note, NOTE_BYTES),
                authority(json));
    }

    static int authority(JsonObject json) {
        BigDecimal authority = json.number("authority");
        if (authority == null) {
            throw StemeException.malformed("/authority", "this field is needed");
        }
        if (authority.signum() < 0 || authority.compareTo(BigDecimal.ONE) > 0) {
            throw StemeException.malformed("/authority", "must be a number from 0 to 1");
        }
        BigDecimal shortest = authority.stripTrailingZeros();
        if (shortest.scale() > DECIMALS) {
            throw StemeException.overLimit("/authority", "must have at most 6 decimals", DECIMALS);
        }
        return shortest.movePointRight(DECIMALS).intValueExact();
    }
}
