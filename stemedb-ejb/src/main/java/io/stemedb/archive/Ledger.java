package io.stemedb.archive;

import io.stemedb.journal.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an archive is to hold: all that was ever put there and not let go by retention. Pure.
 *
 * @param place of the archive, or null before there is one
 * @param letGoLsn what ends at or before it was let go
 * @param entries in order
 */
record Ledger(String place, long letGoLsn, List<ArchivedSegment> entries) {
    static final Ledger NONE = new Ledger(null, 0, List.of());

    /** What is held and not in here yet. */
    List<ArchivedSegment> unknown(Holdings held) {
        Set<Segment> known = Holdings.segments(entries);
        return held.segments().stream()
                .filter(one -> one.segment().toLsn() > letGoLsn && !known.contains(one.segment()))
                .toList();
    }

    Ledger at(String newPlace) {
        return new Ledger(newPlace, letGoLsn, entries);
    }

    Ledger with(List<ArchivedSegment> more) {
        List<ArchivedSegment> all = new ArrayList<>(entries);
        all.addAll(more);
        all.sort(Comparator.comparingLong(one -> one.segment().fromLsn()));
        return new Ledger(place, letGoLsn, List.copyOf(all));
    }

    Ledger lettingGo(long lsn) {
        List<ArchivedSegment> left =
                entries.stream().filter(one -> one.segment().toLsn() > lsn).toList();
        return new Ledger(place, Math.max(letGoLsn, lsn), left);
    }

    /** All of it in words; empty if it names nothing. */
    String words() {
        return Gone.of(entries).stream().map(Gone::toString).collect(Collectors.joining("; "));
    }

    static long end(List<ArchivedSegment> some) {
        return some.stream().mapToLong(one -> one.segment().toLsn()).max().orElse(0);
    }

    /** Behind all that it names or that is there. */
    long end(Holdings held) {
        return Stream.of(entries, held.segments(), held.lost())
                .mapToLong(Ledger::end)
                .max()
                .orElse(0);
    }
}
