package io.stemedb.archive;

import io.stemedb.journal.Segment;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment in an archive. All of this stands in its name, so that a listing says what there is.
 *
 * @param atSeconds when it was archived, seconds since 1970
 */
public record ArchivedSegment(Segment segment, long atSeconds) {
    private static final Pattern NAME =
            Pattern.compile("([0-9a-f]{16})-([0-9]{16})-([0-9]{19})-([0-9]{19})-([0-9]{8}T[0-9]{6})Z\\.wal");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    /** Store, segment number, first LSN, LSN behind, time: in the order of their names segments of a store are in theirs. */
    public String name() {
        LocalDateTime time = LocalDateTime.ofEpochSecond(atSeconds, 0, ZoneOffset.UTC);
        return String.format(
                "%016x-%016d-%019d-%019d-%sZ.wal",
                segment.store(), segment.number(), segment.fromLsn(), segment.toLsn(), TIME.format(time));
    }

    /** What a name stands for; empty where it is none of ours. */
    public static Optional<ArchivedSegment> of(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Segment segment = new Segment(
                    Long.parseLong(parts.group(2)),
                    Long.parseUnsignedLong(parts.group(1), 16),
                    Long.parseLong(parts.group(3)),
                    Long.parseLong(parts.group(4)));
            LocalDateTime time = LocalDateTime.parse(parts.group(5), TIME);
            return Optional.of(new ArchivedSegment(segment, time.toEpochSecond(ZoneOffset.UTC)));
        } catch (DateTimeException | NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
