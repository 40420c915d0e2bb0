package io.stemedb.lens;

import io.stemedb.json.Nearest;
import io.stemedb.refusal.StemeException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rule that resolves a slot when it is read. */
public enum Lens {
    /** The claim that was asserted last. */
    RECENCY("recency"),
    /** The value that the most sources support, each with its highest confidence. */
    CONSENSUS("consensus"),
    /** The claim of the source with the greatest authority. */
    AUTHORITY("authority"),
    /** Every candidate, newest first: no resolution. */
    ALL("all");

    private final String wire;

    Lens(String wire) {
        this.wire = wire;
    }

    /** The word used in JSON. */
    public String wire() {
        return wire;
    }

    /**
     * Reads the word used in JSON.
     *
     * @param field JSON pointer of the field it came from, for the refusal
     */
    public static Lens parse(String field, String wire) {
        for (Lens lens : values()) {
            if (lens.wire.equals(wire)) {
                return lens;
            }
        }
        String all = Stream.of(values()).map(Lens::wire).collect(Collectors.joining(", "));
        StemeException refusal = StemeException.malformed(field, "a lens is one of " + all);
        String nearest = Nearest.of(wire, Stream.of(values()).map(Lens::wire).collect(Collectors.toSet()));
        throw nearest == null ? refusal : refusal.hinting("did you mean " + nearest + "?");
    }
}
