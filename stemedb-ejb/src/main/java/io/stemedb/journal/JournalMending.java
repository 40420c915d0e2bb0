package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.SetAside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Makes a damaged journal one that a node starts with, once everything that can be read of it is in runs. */
public final class JournalMending {
    private JournalMending() {}

    /**
     * Begins a new segment where the runs end, behind what could be read, and sets aside the segments that a start
     * cannot pass: damaged headers, and what is older than those or than a missing segment. A segment with damaged
     * frames stays, since its others still heal runs.
     */
    public static void mend(
            Disk disk,
            Path directory,
            long store,
            long segmentBytes,
            long flushedLsn,
            JournalSurvey.Found found,
            SetAside aside)
            throws IOException {
        long last = found.lastNumber();
        // If the end of the journal is gone, nothing here says how far the numbers went, which archive and backups
        // go by. Each segment held a byte at least.
        long number = found.endIsUnknown(flushedLsn) ? Math.max(last, flushedLsn) : last;
        SegmentHeader next = new SegmentHeader(number + 1, store, flushedLsn);
        new Spare(disk, directory, segmentBytes).become(next).close();
        long unread = Stream.concat(found.unusable().stream(), found.missing().stream())
                .mapToLong(SegmentHeader::numberOf)
                .max()
                .orElse(0);
        long behind = number > last ? last : unread; // a start takes a jump in the numbers for a missing segment
        new Witness(disk, directory, store).sayOnly(new Witness.Said(next.number(), next.firstLsn()));
        for (String name : disk.list(directory)) {
            if (name.endsWith(".wal") && SegmentHeader.numberOf(Path.of(name)) <= behind) {
                aside.take(directory.resolve(name), "behind-damage");
            }
        }
    }
}
