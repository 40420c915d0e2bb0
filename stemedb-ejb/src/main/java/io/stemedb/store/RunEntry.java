package io.stemedb.store;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * What the manifest says of one run.
 *
 * @param number names its files and never comes again
 * @param level 0 for a flushed table, one more for each merge
 * @param records how many it holds
 * @param fromLsn the journal held its records from here
 * @param toLsn up to here, exclusive
 * @param firstKey its least key, hex
 * @param lastKey its greatest key, hex
 * @param fileBytes exact length of the run file
 * @param sideBytes exact length of the file beside it, with block checks and filters
 * @param sideCheck CRC32C over that file; as it holds the check of every block, this one stands for both
 * @param shards records by shard
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
        Map<Integer, Long> shards) {

    static final Comparator<RunEntry> BY_NUMBER = Comparator.comparingLong(RunEntry::number);

    /** The same of another level: only the manifest knows of levels. */
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
                shards);
    }

    String fileName() {
        return fileName(number);
    }

    String sideName() {
        return sideName(number);
    }

    static String fileName(long number) {
        return String.format(Locale.ROOT, "run-%010d.mv", number);
    }

    static String sideName(long number) {
        return String.format(Locale.ROOT, "run-%010d.side", number);
    }
}
