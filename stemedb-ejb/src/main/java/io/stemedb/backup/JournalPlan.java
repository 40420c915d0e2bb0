package io.stemedb.backup;

import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.Holdings;
import io.stemedb.journal.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Which segments a restored journal is made of: those of the backup, the last of which may have been cut, then those of
 * the archive. Pure.
 *
 * @param pieces in order, up to the first gap
 * @param gaps what is missing between the pieces and the end of the archive, or is known to have been behind it
 */
record JournalPlan(List<Piece> pieces, List<Holdings.Gap> gaps) {
    /**
     * A segment.
     *
     * @param archived its name in the archive, or null if it is of the backup
     */
    record Piece(Segment segment, String archived) {}

    static JournalPlan of(List<Segment> backup, Holdings archive) {
        List<Piece> pieces = new ArrayList<>();
        List<Holdings.Gap> gaps = new ArrayList<>();
        backup.forEach(segment -> pieces.add(new Piece(segment, null)));
        Segment last = backup.get(backup.size() - 1);
        for (ArchivedSegment one : archive.segments()) {
            Segment next = one.segment();
            boolean same = next.number() == last.number() && next.toLsn() > last.toLsn();
            if (!same && next.number() <= last.number()) {
                continue;
            }
            if (!same && !follows(last, next)) {
                gaps.add(new Holdings.Gap(last.toLsn(), Math.max(last.toLsn(), next.fromLsn())));
            }
            if (gaps.isEmpty()) {
                if (same) {
                    pieces.remove(pieces.size() - 1); // the whole of what the backup has the beginning of
                }
                pieces.add(new Piece(next, one.name()));
            }
            last = next;
        }
        long end = last.toLsn();
        archive.lost().stream() // behind all of them; those between show as such
                .map(ArchivedSegment::segment)
                .filter(lost -> lost.toLsn() > end)
                .forEach(lost -> gaps.add(new Holdings.Gap(Math.max(end, lost.fromLsn()), lost.toLsn())));
        return new JournalPlan(List.copyOf(pieces), List.copyOf(gaps));
    }

    /** A repair leaves out numbers, and positions, if it does not know how far a journal went. */
    private static boolean follows(Segment last, Segment next) {
        return next.fromLsn() == last.toLsn() && next.number() == last.number() + 1;
    }

    /** Where the pieces end. */
    long end() {
        return pieces.get(pieces.size() - 1).segment().toLsn();
    }
}
