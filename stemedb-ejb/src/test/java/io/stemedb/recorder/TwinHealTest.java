package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinHealTest {
    private static final int SHARDS = 64;
    private static final Path DB = Played.DATA.resolve("db");

    /** Twins whose records are in different runs: each run is made again without a look at the others. */
    @Test
    void a_run_with_twins_is_made_again_with_equal_counts_and_roots() throws IOException {
        Played node = new Played(1 << 20, 20_000);
        List<Recorded> held = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            held.add(node.write(Played.append(i, "\"" + "x".repeat(100) + "\"")).orThrow());
        }
        for (int i = 0; i < 200; i += 2) {
            long at = held.get(i).recordedAt() + (i % 4 == 0 ? -5_000_000 : 5_000_000);
            copy(node, new Recorded(held.get(i).assertion(), Math.max(0, at), new Dot(7, i + 1), null, null));
        }
        var store = node.database().store();
        store.flushNow(node.database().journalLsn());
        var states = store.shardStates().list();
        assertThat(store.statistics().assertions()).isEqualTo(200);
        int damaged = 0;
        for (String name : node.disk().list(DB)) {
            if (name.endsWith(".mv")) {
                node.database().close();
                node.disk().damage(DB.resolve(name), node.disk().size(DB.resolve(name)) / 4);
                node.open();
                var unused = node.database().store().scrub().run(io.stemedb.files.Pace.UNLIMITED);
                node.database().store().healNow();
                damaged++;
                assertThat(node.database().store().damages()).isEmpty();
                assertThat(node.database().store().statistics().assertions()).isEqualTo(200);
                assertThat(node.database().store().shardStates().list())
                        .extracting(state -> state.roots())
                        .isEqualTo(states.stream().map(state -> state.roots()).toList());
            }
        }
        assertThat(damaged).isGreaterThan(1);
    }

    private static void copy(Played node, Recorded recorded) {
        byte[] key = RecordKey.of(PathHash.shardOf(recorded.assertion(), SHARDS), recorded);
        Copy copy = new Copy(recorded, key, RecordFormat.encode(recorded));
        var outcomes = node.database().recorder().store(List.of(copy));
        while (!outcomes.isDone()) {
            node.database().step();
        }
    }
}
