package io.stemedb.archive;

import io.stemedb.archive.Holdings.Gap;
import io.stemedb.journal.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an archive should have and has not. Pure.
 *
 * @param gaps positions that neither the archive nor the journal has, in order
 * @param gone those of them that were in the archive once
 */
record Shortage(List<Gap> gaps, List<Gone> gone) {
    /** @param journalFrom where the journal begins: what is behind it is archived again */
    static Shortage of(Ledger ledger, Holdings held, long journalFrom) {
        Set<Segment> there = Holdings.segments(held.segments());
        there.addAll(Holdings.segments(held.lost()));
        List<ArchivedSegment> gone = ledger.entries().stream()
                .filter(one -> !there.contains(one.segment()) && one.segment().fromLsn() < journalFrom)
                .toList();
        List<Gap> all = new ArrayList<>();
        held.between().forEach(gap -> add(all, gap.fromLsn(), gap.toLsn(), journalFrom));
        gone.forEach(one -> add(all, one.segment().fromLsn(), one.segment().toLsn(), journalFrom));
        long end = ledger.end(held);
        if (end > 0) { // else nothing was archived yet, and the journal may have let go before there was an archive
            add(all, end, journalFrom, journalFrom);
        }
        held.lost()
                .forEach(one ->
                        all.add(new Gap(one.segment().fromLsn(), one.segment().toLsn())));
        return new Shortage(Gap.joined(all), Gone.of(gone));
    }

    private static void add(List<Gap> all, long from, long to, long journalFrom) {
        if (from < Math.min(to, journalFrom)) {
            all.add(new Gap(from, Math.min(to, journalFrom)));
        }
    }
}
