package io.stemedb.archive;

import io.stemedb.journal.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an archive holds of one store.
 *
 * @param segments in order; none twice
 * @param lost those that it will never have, in order; none of them is in {@code segments}
 */
public record Holdings(List<ArchivedSegment> segments, List<ArchivedSegment> lost) {
    /** Positions that are missing. */
    public record Gap(long fromLsn, long toLsn) {
        /** In order, those that touch as one. */
        static List<Gap> joined(List<Gap> some) {
            List<Gap> all = new ArrayList<>(some);
            all.sort(Comparator.comparingLong(Gap::fromLsn));
            List<Gap> joined = new ArrayList<>();
            for (Gap gap : all) {
                int last = joined.size() - 1;
                if (last >= 0 && gap.fromLsn() <= joined.get(last).toLsn()) {
                    Gap before = joined.get(last);
                    joined.set(last, new Gap(before.fromLsn(), Math.max(before.toLsn(), gap.toLsn())));
                } else {
                    joined.add(gap);
                }
            }
            return joined;
        }

        @Override
        public String toString() {
            return "LSN " + fromLsn + " to " + toLsn;
        }
    }

    /**
     * Reads the names of an archive.
     *
     * @throws ForeignArchiveException if something of another store is in it
     */
    public static Holdings of(Archive archive, long store) throws IOException {
        List<String> names = archive.list();
        requireOwn(archive.place(), names, store);
        return of(names, store);
    }

    /**
     * The same, and it must be an archive of this store: an empty folder is not, unless the node has marked it.
     *
     * @throws UnmarkedArchiveException if it is none
     */
    public static Holdings ofMarked(Archive archive, long store) throws IOException {
        List<String> names = archive.list();
        requireOwn(archive.place(), names, store);
        Holdings held = of(names, store);
        if (held.isEmpty() && !Mark.isIn(names, store)) {
            throw new UnmarkedArchiveException(archive.place(), Mark.name(store));
        }
        return held;
    }

    static void requireOwn(String place, List<String> names, long store) throws ForeignArchiveException {
        for (String name : names) {
            Optional<Long> of = ArchivedSegment.of(name)
                    .or(() -> ArchivedSegment.ofLost(name))
                    .map(one -> one.segment().store())
                    .or(() -> Mark.store(name));
            if (of.isPresent() && of.get() != store) {
                throw new ForeignArchiveException(place, name, store);
            }
        }
    }

    /** What is of one store, whatever else is there. */
    static Holdings of(List<String> names, long store) {
        List<ArchivedSegment> found = new ArrayList<>();
        List<ArchivedSegment> lost = new ArrayList<>();
        for (String name : names) {
            ArchivedSegment.of(name).ifPresent(found::add);
            ArchivedSegment.ofLost(name).ifPresent(lost::add);
        }
        List<ArchivedSegment> once = once(found, store);
        Set<Segment> there = segments(once);
        List<ArchivedSegment> without = once(lost, store).stream()
                .filter(one -> !there.contains(one.segment()))
                .toList();
        return new Holdings(once, without);
    }

    private static List<ArchivedSegment> once(List<ArchivedSegment> found, long store) {
        found.removeIf(one -> one.segment().store() != store);
        found.sort(Comparator.comparingLong(one -> one.segment().number()));
        List<ArchivedSegment> once = new ArrayList<>();
        for (ArchivedSegment one : found) {
            if (once.isEmpty() || !once.get(once.size() - 1).segment().equals(one.segment())) {
                once.add(one);
            }
        }
        return List.copyOf(once);
    }

    static Set<Segment> segments(List<ArchivedSegment> some) {
        Set<Segment> all = new HashSet<>();
        some.forEach(one -> all.add(one.segment()));
        return all;
    }

    boolean isEmpty() {
        return segments.isEmpty() && lost.isEmpty();
    }

    /** Whether a segment is there whole. */
    public boolean has(Segment segment) {
        return has(segments, segment);
    }

    /** Whether it was given up, and is not there all the same. */
    boolean hasLost(Segment segment) {
        return has(lost, segment);
    }

    private static boolean has(List<ArchivedSegment> some, Segment segment) {
        return some.stream().anyMatch(one -> one.segment().equals(segment));
    }

    /** What is missing between the first and the last of them, and what is lost before and behind, in order. */
    public List<Gap> gaps() {
        List<Gap> all = between();
        lost.forEach(
                one -> all.add(new Gap(one.segment().fromLsn(), one.segment().toLsn())));
        return Gap.joined(all);
    }

    /** What is missing between the first and the last of them. */
    List<Gap> between() {
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

    /** Those that have some of a range, if together they have all of it; else none. */
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
