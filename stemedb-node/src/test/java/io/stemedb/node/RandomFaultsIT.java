package io.stemedb.node;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults and moves in an order that nobody chose. {@code -Dstemedb.seed=N} plays the order of one again, {@code
 * -Dstemedb.seconds=N} plays for longer, and {@code -Dstemedb.histories=N} plays several, with one seed after the
 * other: so does {@code bench/soak}.
 */
class RandomFaultsIT {
    private static final int HISTORIES = Integer.getInteger("stemedb.histories", 1);
    private static final int SECONDS =
            Integer.getInteger("stemedb.seconds", Boolean.getBoolean("stemedb.full") ? 180 : 30);
    private static final long FIRST = Long.getLong("stemedb.seed", System.nanoTime());

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void clients_see_what_they_were_promised_whatever_happens_in_whichever_order() throws Exception {
        for (int i = 0; i < HISTORIES; i++) {
            long seed = FIRST + i;
            String title = "history " + (i + 1) + " of " + HISTORIES + ", seed " + seed;
            RandomHistory.play(title, seed, folder.resolve("seed-" + seed), Duration.ofSeconds(SECONDS));
        }
    }
}
