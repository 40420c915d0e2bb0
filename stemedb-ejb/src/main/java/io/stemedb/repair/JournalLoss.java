package io.stemedb.repair;

import io.stemedb.assertion.PathHash;
import io.stemedb.journal.JournalSurvey;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Says which shards may have lost claims with a part of the journal that no run holds. */
final class JournalLoss {
    private JournalLoss() {}

    /**
     * A node counts its own records in each shard without a gap. So if a shard has a record behind all that is lost,
     * the numbers tell whether it lost any; if it has none, nothing tells.
     *
     * @param flushedLsn what is before it was in runs
     * @param seen by shard, LSN of the node's last record that could be read
     * @param gaps shards whose numbers have gaps behind what was in runs, or of which it has copies
     */
    static Set<Integer> shards(
            JournalSurvey.Found journal, long flushedLsn, Map<Integer, Long> seen, Set<Integer> gaps, int shardCount) {
        Set<Integer> shards = new TreeSet<>();
        long behind = behind(journal, flushedLsn);
        if (behind >= 0) {
            shards.addAll(gaps);
            IntStream.concat(IntStream.range(0, shardCount), IntStream.of(PathHash.SYSTEM_SHARD))
                    .filter(shard -> seen.getOrDefault(shard, -1L) < behind)
                    .forEach(shards::add);
        }
        return shards;
    }

    /** LSN behind all that is lost and may have held records; -1 if nothing is. */
    private static long behind(JournalSurvey.Found journal, long flushedLsn) {
        if (journal.endIsGone(flushedLsn)) {
            return Long.MAX_VALUE;
        }
        long begins = journal.firstLsn() > flushedLsn ? journal.firstLsn() : -1;
        return journal.lostIn(flushedLsn, Long.MAX_VALUE).stream()
                .filter(JournalSurvey.Lost::mayHaveHeldRecords)
                .mapToLong(JournalSurvey.Lost::toLsn)
                .reduce(begins, Math::max);
    }
}
