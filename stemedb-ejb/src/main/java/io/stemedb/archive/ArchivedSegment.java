package io.stemedb.archive;

import io.stemedb.journal.Segment;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment in an archive, or one that it will never have as it is damaged: that is an empty content of the same
 * name but for its ending. All of this stands in the name, so that a listing says what there is and what is lost.
 *
 * @param atSeconds when it was archived or given up, seconds since 1970
 */
public record ArchivedSegment(Segment segment, long atSeconds) {
    private static final Pattern NAME =
            Pattern.compile("([0-9a-f]{16})-([0-9]{16})-([0-9]{19})-([0-9]{19})-([0-9]{8}T[0-9]{6})Z");
    private static final String KEPT = ".wal";
    private static final String LOST = ".lost";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    /**
     * Store, segment number, first LSN, LSN behind, time: in the order of their names segments of a store are in
     * theirs.
     */
    public String name() {
        return stem() + KEPT;
    }

    /** The same for one that is lost. */
    String lostName() {
        return stem() + LOST;
    }

    private String stem() {
        LocalDateTime time = LocalDateTime.ofEpochSecond(atSeconds, 0, ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%016x-%016d-%019d-%019d-%sZ",
                segment.store(),
                segment.number(),
                segment.fromLsn(),
                segment.toLsn(),
                TIME.format(time));
    }

    /** What a name stands for; empty if it is none of ours. */
    public static Optional<ArchivedSegment> of(String name) {
        return of(name, KEPT);
    }

    /** The lost segment that a name stands for; empty if it is none. */
    static Optional<ArchivedSegment> ofLost(String name) {
        return of(name, LOST);
    }

    private static Optional<ArchivedSegment> of(String name, String ending) {
        Matcher parts = NAME.matcher(name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : "");
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
