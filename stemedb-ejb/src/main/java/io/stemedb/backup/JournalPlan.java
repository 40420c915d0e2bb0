package io.stemedb.backup;

import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.Holdings;
import io.stemedb.journal.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Which segments a restored journal is made of: those of the backup, the last of which may have been cut, then those of the
 * archive. Pure.
 *
 * @param pieces in order
 * @param gaps what is missing between them and the end of the archive, or is known to have been behind it
 */
record JournalPlan(List<Piece> pieces, List<Holdings.Gap> gaps) {
    /**
     * A segment.
     *
     * @param archived its name in the archive, or null where it is of the backup
     */
    record Piece(Segment segment, String archived) {}

    static JournalPlan of(List<Segment> backup, Holdings archive) {
        List<Piece> pieces = new ArrayList<>();
        List<Holdings.Gap> gaps = new ArrayList<>();
        backup.forEach(segment -> pieces.add(new Piece(segment, null)));
        for (ArchivedSegment one : archive.segments()) {
            Segment last = pieces.get(pieces.size() - 1).segment();
            Segment next = one.segment();
            if (next.number() == last.number() && next.toLsn() > last.toLsn()) {
                pieces.set(pieces.size() - 1, new Piece(next, one.name())); // whole, where the backup has its beginning
            } else if (next.number() > last.number()) {
                if (next.fromLsn() != last.toLsn()) {
                    gaps.add(new Holdings.Gap(last.toLsn(), next.fromLsn()));
                }
                pieces.add(new Piece(next, one.name()));
            }
        }
        long end = pieces.get(pieces.size() - 1).segment().toLsn();
        archive.lost().stream() // behind all of them; those between show as such
                .map(ArchivedSegment::segment)
                .filter(lost -> lost.toLsn() > end)
                .forEach(lost -> gaps.add(new Holdings.Gap(Math.max(end, lost.fromLsn()), lost.toLsn())));
        return new JournalPlan(List.copyOf(pieces), List.copyOf(gaps));
    }

    /** The pieces up to the first gap. */
    List<Piece> beforeGaps() {
        return gaps.isEmpty()
                ? pieces
                : pieces.stream()
                        .filter(piece -> piece.segment().toLsn() <= gaps.get(0).fromLsn())
                        .toList();
    }

    /** Where those end. */
    long end() {
        List<Piece> some = beforeGaps();
        return some.get(some.size() - 1).segment().toLsn();
    }
}
