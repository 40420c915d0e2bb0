package io.stemedb.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of an archive is kept.
 *
 * @param seconds for how long a segment is kept, {@link #NO_LIMIT} for ever
 * @param bytes how many bytes of segments are kept
 */
public record ArchiveRetention(long seconds, long bytes) {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    public static ArchiveRetention all() {
        return new ArchiveRetention(NO_LIMIT, NO_LIMIT);
    }

    public static ArchiveRetention forSeconds(long seconds) {
        return new ArchiveRetention(seconds, NO_LIMIT);
    }

    public static ArchiveRetention ofBytes(long bytes) {
        return new ArchiveRetention(NO_LIMIT, bytes);
    }

    /**
     * The segments that may go, oldest first. They are the oldest ones, so that no gap comes of it.
     *
     * @param neededLsn nothing from here on goes, however old it is
     */
    List<ArchivedSegment> removable(Holdings held, long nowSeconds, long neededLsn) {
        List<ArchivedSegment> gone = new ArrayList<>();
        long left = held.bytes();
        for (ArchivedSegment oldest : held.segments()) {
            boolean old = seconds != NO_LIMIT && nowSeconds - oldest.atSeconds() > seconds;
            boolean newest = gone.size() + 1 == held.segments().size(); // which says how far the archive is
            if (newest || oldest.segment().toLsn() > neededLsn || !(old || left > bytes)) {
                break;
            }
            gone.add(oldest);
            left -= oldest.segment().bytes();
        }
        return gone;
    }
}
