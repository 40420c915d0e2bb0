package io.stemedb.scrub;

import java.util.List;

/**
 * What the last scrub came to. It outlives restarts, so that a node that is started often is still scrubbed.
 *
 * @param since when this began to be written down, microseconds since 1970
 * @param endedAt when the last one was done, or 0 if there was none
 * @param bytes that it read
 * @param damages that it found in the store, which are healed as far as they can be
 * @param journal where it found the journal damaged: each with file and offset, which nothing mends
 * @param archive the same of copies in the archive that the journal does not have any more
 */
public record LastScrub(long since, long endedAt, long bytes, int damages, List<String> journal, List<String> archive) {
    private static final long MICROS = 1_000_000;

    /** Of a node that was never scrubbed. */
    public static final LastScrub NEVER = new LastScrub(0, 0, 0, 0, List.of(), List.of());

    /** All that it found. */
    public int found() {
        return damages + journal.size() + archive.size();
    }

    /** Whether the next one is due, some seconds apart from the last. */
    public boolean due(long nowMicros, long everySeconds) {
        long from = endedAt > 0 ? endedAt : since;
        // A clock that was far ahead must not put it off for years.
        return nowMicros - from >= everySeconds * MICROS || nowMicros < from - MICROS;
    }
}
