package io.stemedb.store;

import java.io.IOException;

/** Whether there is room for a merge, whose old runs stay until the new one counts. The log hears of a change, once. */
final class MergeRoom {
    private static final System.Logger LOGGER = System.getLogger(MergeRoom.class.getName());

    private final RunFiles files;
    private final long reserve;
    private volatile boolean waiting;

    /** @param reserve bytes that no merge takes: for the runs of tables, which go first */
    MergeRoom(RunFiles files, long reserve) {
        this.files = files;
        this.reserve = reserve;
    }

    /** Bytes that a merge may write now; may be negative. */
    long bytes() throws IOException {
        return files.disk().freeBytes(files.directory()) - reserve;
    }

    /** Whether a run of so many bytes may be written. */
    boolean has(long needed) throws IOException {
        long room = bytes();
        if (needed > room && !waiting) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "a merge waits for room: it needs {0} bytes and {1} for what goes before it, {2} are free",
                    Long.toString(needed),
                    Long.toString(reserve),
                    Long.toString(room + reserve));
        } else if (needed <= room && waiting) {
            LOGGER.log(System.Logger.Level.INFO, "merges have room again");
        }
        waiting = needed > room;
        return !waiting;
    }

    /** Whether the last merge that was due found no room. */
    boolean isWaitedFor() {
        return waiting;
    }
}
