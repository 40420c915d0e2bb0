package io.stemedb.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;

/** Which seeds are tried: {@code -Dstemedb.seed=N} replays one, {@code -Dstemedb.seeds=N} tries so many. */
public final class Seeds {
    private static final Logger LOGGER = Logger.getLogger("io.stemedb");
    private static final Long ONE = Long.getLong("stemedb.seed");

    private Seeds() {}

    public interface Trial {
        void run(long seed) throws Exception;
    }

    /**
     * How many seeds are tried.
     *
     * @param usually in {@code ./test}
     * @param thoroughly in {@code ./test --full}
     */
    public static int many(int usually, int thoroughly) {
        return Boolean.getBoolean("stemedb.full") ? thoroughly : usually;
    }

    /** Tries each seed, and says which one falls; returns how many were tried. */
    public static int tryAll(int usually, Trial trial) {
        int tries = ONE != null ? 1 : Integer.getInteger("stemedb.seeds", usually);
        LongStream seeds = ONE != null ? LongStream.of(ONE) : LongStream.rangeClosed(1, tries);
        seeds.forEach(seed -> {
            Throwable fallen = fall(seed, trial);
            if (fallen != null) {
                throw new AssertionError(
                        "seed " + seed + " fails (-Dstemedb.seed=" + seed + " replays it): " + fallen.getMessage(),
                        fallen);
            }
        });
        return tries;
    }

    /** Requires that a seed falls, since a guard is missing. */
    public static void requireFall(String guard, int tries, Trial trial) {
        long seed = LongStream.rangeClosed(1, tries)
                .filter(tried -> fall(tried, trial) != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError(tries + " seeds live without this guard: " + guard));
        LOGGER.log(Level.INFO, "without this guard seed {0} falls: {1}", new Object[] {seed, guard});
    }

    /** What a seed falls with, or null. Failing disks fill the log, which is worth reading only for a single seed. */
    private static Throwable fall(long seed, Trial trial) {
        Level before = LOGGER.getLevel();
        if (ONE == null) {
            LOGGER.setLevel(Level.OFF);
        }
        try {
            trial.run(seed);
            return null;
        } catch (Exception | AssertionError failure) {
            return failure;
        } finally {
            LOGGER.setLevel(before);
        }
    }
}
