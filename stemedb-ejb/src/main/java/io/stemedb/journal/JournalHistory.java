package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads again what a journal holds, beside its writer: only what was forced may be asked for. */
public final class JournalHistory {
    private final Disk disk;
    private final Path directory;
    private final Replay replay;

    /** @param store the incarnation that the segments must belong to */
    public JournalHistory(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.directory = directory;
        this.replay = new Replay(disk, directory, store);
    }

    /** Whether the journal reaches back to an LSN; false if its segments cannot even be listed. */
    public boolean reaches(long lsn) throws IOException {
        try {
            List<SegmentHeader> headers = replay.segments();
            return !headers.isEmpty() && headers.get(0).firstLsn() <= lsn;
        } catch (JournalDamagedException damaged) {
            return false;
        }
    }

    /** Where the journal begins. */
    public long firstLsn() throws IOException {
        List<SegmentHeader> headers = replay.segments();
        return headers.isEmpty() ? Long.MAX_VALUE : headers.get(0).firstLsn();
    }

    /**
     * Reads all of it without handing it over.
     *
     * @throws JournalDamagedException if it does not begin at LSN 0, or something acknowledged cannot be read
     */
    public void verify() throws IOException {
        List<SegmentHeader> headers = replay.segments();
        replay.end(headers); // which says so if there is none
        replay.run(headers, 0, (lsn, payload) -> {});
    }

    /** An LSN that the journal ends at or before: where it would end if its newest segment were full. */
    public long endAtMost() throws IOException {
        List<SegmentHeader> headers = replay.segments();
        if (headers.isEmpty()) {
            return 0;
        }
        SegmentHeader last = headers.get(headers.size() - 1);
        try (DiskFile file = disk.openToRead(directory.resolve(last.fileName()))) {
            return last.firstLsn() + Math.max(0, file.size() - SegmentHeader.BYTES);
        }
    }

    /**
     * Hands over every record of a range.
     *
     * @param from where a frame begins
     * @param to at or before the end of the last forced group
     * @throws JournalDamagedException if a frame of the range cannot be read
     */
    public void read(long from, long to, Journal.Sink sink) throws IOException {
        replay.range(replay.segments(), from, to, (lsn, payload) -> Journal.deliver(sink, lsn, payload));
    }
}
