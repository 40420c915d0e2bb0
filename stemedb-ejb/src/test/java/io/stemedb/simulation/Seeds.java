package io.stemedb.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;

/** Which seeds are tried: {@code -Dstemedb.seed=N} replays one, {@code -Dstemedb.seeds=N} tries so many. */
final class Seeds {
    private static final Logger LOGGER = Logger.getLogger("io.stemedb");
    private static final Long ONE = Long.getLong("stemedb.seed");

    private Seeds() {}

    interface Trial {
        void run(long seed) throws Exception;
    }

    /** Tries each seed, and says which one falls. */
    static void tryAll(int usually, Trial trial) {
        LongStream seeds = ONE != null
                ? LongStream.of(ONE)
                : LongStream.rangeClosed(1, Integer.getInteger("stemedb.seeds", usually));
        seeds.forEach(seed -> {
            Throwable fallen = fall(seed, trial);
            if (fallen != null) {
                throw new AssertionError(
                        "seed " + seed + " fails (-Dstemedb.seed=" + seed + " replays it): " + fallen.getMessage(),
                        fallen);
            }
        });
    }

    /** The first seed that falls, or -1 where none does. */
    static long firstToFall(int tries, Trial trial) {
        return LongStream.rangeClosed(1, tries)
                .filter(seed -> fall(seed, trial) != null)
                .findFirst()
                .orElse(-1);
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
