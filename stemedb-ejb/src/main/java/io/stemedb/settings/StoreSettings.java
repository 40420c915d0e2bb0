package io.stemedb.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * How the store uses memory and merges its runs.
 *
 * @param tableSize estimated heap bytes at which the table in memory becomes a run
 * @param mergeFan runs of one size that become one of the next
 * @param mergeRate bytes a second that merges write at most; 0 for no limit
 * @param mergeDebt runs that wait to be merged, from which on writers are held back
 * @param cacheSize bytes for what slots were resolved to
 */
public record StoreSettings(long tableSize, int mergeFan, long mergeRate, int mergeDebt, long cacheSize) {
    private static final long MIB = 1L << 20;

    public static StoreSettings from(Function<String, Optional<String>> source) {
        return Reading.whole(source, StoreSettings::read);
    }

    static StoreSettings read(Reading in) {
        return new StoreSettings(
                in.size(Key.STORE_TABLE_SIZE, MIB, 4096 * MIB),
                in.count(Key.STORE_MERGE_FAN, 2, 64),
                in.size(Key.STORE_MERGE_RATE, 0, 65_536 * MIB),
                in.count(Key.STORE_MERGE_DEBT, 2, 10_000),
                in.size(Key.STORE_CACHE_SIZE, 0, 65_536 * MIB));
    }
}
