package io.stemedb.backup;

import io.stemedb.assertion.Times;
import io.stemedb.refusal.StemeException;
import java.util.Optional;

/** Up to where a directory is restored. */
public sealed interface Until {
    /** As far as there is anything. */
    record End() implements Until {}

    /** Whole groups before a position. */
    record Position(long lsn) implements Until {}

    /**
     * Whole groups recorded at or before a time.
     *
     * @param micros microseconds since 1970
     */
    record Time(long micros) implements Until {}

    /** Reads a position, or a time in RFC 3339; empty if a text is neither. */
    static Optional<Until> parse(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return Optional.of(new Position(Long.parseLong(text)));
        }
        try {
            return Optional.of(new Time(Times.parse("/until", text)));
        } catch (StemeException neither) {
            return Optional.empty();
        }
    }
}
