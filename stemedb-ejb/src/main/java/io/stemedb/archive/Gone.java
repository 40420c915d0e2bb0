package io.stemedb.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments with consecutive numbers that were archived and are not there any more.
 *
 * @param fromSeconds when the first of them was archived, seconds since 1970
 * @param toSeconds when the last was
 */
public record Gone(long firstNumber, long lastNumber, long fromLsn, long toLsn, long fromSeconds, long toSeconds) {

    private static Gone of(ArchivedSegment one) {
        return new Gone(
                one.segment().number(),
                one.segment().number(),
                one.segment().fromLsn(),
                one.segment().toLsn(),
                one.atSeconds(),
                one.atSeconds());
    }

    /** @param segments in order */
    static List<Gone> of(List<ArchivedSegment> segments) {
        List<Gone> joined = new ArrayList<>();
        for (ArchivedSegment one : segments) {
            Gone next = of(one);
            Gone last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.lastNumber + 1 == next.firstNumber) {
                joined.set(
                        joined.size() - 1,
                        new Gone(
                                last.firstNumber,
                                next.lastNumber,
                                last.fromLsn,
                                next.toLsn,
                                last.fromSeconds,
                                next.toSeconds));
            } else {
                joined.add(next);
            }
        }
        return List.copyOf(joined);
    }

    @Override
    public String toString() {
        String numbers =
                firstNumber == lastNumber ? "segment " + firstNumber : "segments " + firstNumber + " to " + lastNumber;
        return numbers + ", LSN " + fromLsn + " to " + toLsn + ", archived from " + Instant.ofEpochSecond(fromSeconds)
                + " to " + Instant.ofEpochSecond(toSeconds);
    }
}
