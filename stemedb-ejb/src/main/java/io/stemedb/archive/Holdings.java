package io.stemedb.archive;

import io.stemedb.journal.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an archive holds of one store.
 *
 * @param segments in order; none twice
 */
public record Holdings(List<ArchivedSegment> segments) {
    /** Positions that are missing between others. */
    public record Gap(long fromLsn, long toLsn) {
        @Override
        public String toString() {
            return "LSN " + fromLsn + " to " + toLsn;
        }
    }

    /**
     * Reads the names of an archive.
     *
     * @throws ForeignArchiveException where a segment of another store is in it
     */
    public static Holdings of(Archive archive, long store) throws IOException {
        List<ArchivedSegment> found = new ArrayList<>();
        for (String name : archive.list()) {
            ArchivedSegment.of(name).ifPresent(found::add);
        }
        for (ArchivedSegment one : found) {
            if (one.segment().store() != store) {
                throw new ForeignArchiveException(archive.place(), one.name(), store);
            }
        }
        found.sort(Comparator.comparingLong(one -> one.segment().number()));
        List<ArchivedSegment> once = new ArrayList<>();
        for (ArchivedSegment one : found) {
            if (once.isEmpty() || !once.get(once.size() - 1).segment().equals(one.segment())) {
                once.add(one);
            }
        }
        return new Holdings(List.copyOf(once));
    }

    /** Whether a segment is there whole. */
    public boolean has(Segment segment) {
        return segments.stream().anyMatch(one -> one.segment().equals(segment));
    }

    /** What is missing between the first and the last of them. */
    public List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < segments.size(); i++) {
            long end = segments.get(i - 1).segment().toLsn();
            long next = segments.get(i).segment().fromLsn();
            if (end < next) {
                gaps.add(new Gap(end, next));
            }
        }
        return gaps;
    }

    /** Those that have some of a range, where together they have all of it; else none. */
    public List<ArchivedSegment> covering(long fromLsn, long toLsn) {
        List<ArchivedSegment> some = new ArrayList<>();
        long at = fromLsn;
        for (ArchivedSegment one : segments) {
            if (one.segment().fromLsn() <= at && at < one.segment().toLsn() && at < toLsn) {
                some.add(one);
                at = one.segment().toLsn();
            }
        }
        return at < toLsn ? List.of() : some;
    }

    /** Bytes of all of them. */
    public long bytes() {
        return segments.stream().mapToLong(one -> one.segment().bytes()).sum();
    }
}
