package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node under load is killed, again and again. */
class KillIT {
    private static final int ROUNDS = Boolean.getBoolean("stemedb.full") ? 20 : 3;
    private static final int SINGLE_WRITERS = 4;
    private static final int BATCH_WRITERS = 2;
    private static final int MOST_WRITES_A_ROUND = 1500;

    @TempDir
    Path folder;

    /** The seed only says when each kill comes; how the writes interleave is the machine's. */
    @Test
    void nothing_acknowledged_is_lost_and_nothing_unsent_appears_over_20_kills() throws Exception {
        long seed = Long.getLong("stemedb.seed", new Random().nextLong());
        Random random = new Random(seed);
        Ledger ledger = new Ledger();
        String data = folder.resolve("data").toString();
        for (int round = 0; round < ROUNDS; round++) {
            try (RunningNode node =
                    RunningNode.start(folder, "--data-dir", data).awaitReady()) {
                ledger.check(node, "seed " + seed + " after kill " + round);
                int enough = ledger.acknowledged() + 100 + random.nextInt(MOST_WRITES_A_ROUND);
                try (LoadWriters writers = LoadWriters.start(node.httpPort, ledger, SINGLE_WRITERS, BATCH_WRITERS)) {
                    Awaitility.await("enough acknowledged writes")
                            .atMost(RunningNode.PATIENCE)
                            .until(() -> ledger.acknowledged() >= enough);
                    node.kill();
                    node.awaitEnd();
                }
            }
        }
        try (RunningNode node = RunningNode.start(folder, "--data-dir", data).awaitReady()) {
            ledger.check(node, "seed " + seed + " at the end");
        }
        assertThat(ledger.acknowledged()).isGreaterThan(ROUNDS * 100);
    }
}
