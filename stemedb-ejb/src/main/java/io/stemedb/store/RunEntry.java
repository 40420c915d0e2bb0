package io.stemedb.store;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entry of one run in the manifest. A run is a sorted file of records that never changes, and counts only while the
 * manifest has an entry for it.
 *
 * @param number names the files of the run; counts up, and no later entry gets the same number
 * @param level 0 for a flushed table. A merge gives its run one level more than those that it replaces, with one
 *     exception: a merge of everything does so only if the new run is at least twice as large as the largest of them.
 * @param records number of records in the run file; 0 if it holds only notes about idempotency keys
 * @param fromLsn begin of the journal range that all records of the run come from, inclusive. The journal may have
 *     dropped that range since.
 * @param toLsn end of that range, exclusive
 * @param firstKey least {@link io.stemedb.record.RecordKey} of the run, in lower-case hex; empty if the run has no
 *     records
 * @param lastKey greatest key of the run, in the same form
 * @param fileBytes exact length of the run file
 * @param sideBytes exact length of the side file, which has the block checks, the filters and the sums
 * @param sideCheck CRC32C of the side file. The side file has the check of every block of the run file, so this one
 *     number vouches for both.
 * @param shards number of records that count, by shard; shards without any are left out. The file may have records of
 *     other shards: those were dropped, and are read no more.
 * @param ids number of ids that the run file has an index of: fewer than records if it has several of one id
 * @param twins number of records by shard that came while their id was held already; they are among {@code shards}
 */
record RunEntry(
        long number,
        int level,
        long records,
        long fromLsn,
        long toLsn,
        String firstKey,
        String lastKey,
        long fileBytes,
        long sideBytes,
        int sideCheck,
        Map<Integer, Long> shards,
        long ids,
        Map<Integer, Long> twins) {

    /** A run in which each id has one record, and is held nowhere else. */
    RunEntry(
            long number,
            int level,
            long records,
            long fromLsn,
            long toLsn,
            String firstKey,
            String lastKey,
            long fileBytes,
            long sideBytes,
            int sideCheck,
            Map<Integer, Long> shards) {
        this(
                number, level, records, fromLsn, toLsn, firstKey, lastKey, fileBytes, sideBytes, sideCheck, shards,
                records, Map.of());
    }

    /** Oldest first: numbers are given out in the order in which runs are written. */
    static final Comparator<RunEntry> BY_NUMBER = Comparator.comparingLong(RunEntry::number);

    /** A copy with another level. The files stay the same: only the manifest knows of levels. */
    RunEntry at(int otherLevel) {
        return new RunEntry(
                number,
                otherLevel,
                records,
                fromLsn,
                toLsn,
                firstKey,
                lastKey,
                fileBytes,
                sideBytes,
                sideCheck,
                shards,
                ids,
                twins);
    }

    /** A copy in which the records of a shard count no more. The files stay the same. */
    RunEntry without(int shard) {
        Map<Integer, Long> left = new TreeMap<>(shards);
        left.remove(shard);
        Map<Integer, Long> leftTwins = new TreeMap<>(twins);
        leftTwins.remove(shard);
        return new RunEntry(
                number, level, records, fromLsn, toLsn, firstKey, lastKey, fileBytes, sideBytes, sideCheck, left, ids,
                leftTwins);
    }

    boolean holdsShard(int shard) {
        return shards.containsKey(shard);
    }

    /** How many of its records count. */
    long held() {
        return shards.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether its file has records that were dropped. */
    boolean isPartial() {
        return held() < records;
    }

    /** Name of the run file, without its folder. */
    String fileName() {
        return fileName(number);
    }

    /** Name of the side file, without its folder. */
    String sideName() {
        return sideName(number);
    }

    /** Name of the run file of a number, such as {@code run-0000000017.mv}. */
    static String fileName(long number) {
        return String.format(Locale.ROOT, "run-%010d.mv", number);
    }

    /** Name of the side file of a number, such as {@code run-0000000017.side}. */
    static String sideName(long number) {
        return String.format(Locale.ROOT, "run-%010d.side", number);
    }
}
