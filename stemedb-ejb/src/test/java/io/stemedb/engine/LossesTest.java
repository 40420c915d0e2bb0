package io.stemedb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.store.StoppedStore.Lost;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static final Path FILE = Path.of("/d/db/lost");

    @Test
    void a_store_that_lost_nothing_says_nothing() {
        assertThat(Losses.sentence(new Lost(FILE, 0, Set.of(), false))).isEmpty();
    }

    @Test
    void what_is_refused_is_said_with_the_way_out() {
        assertThat(Losses.sentence(new Lost(FILE, 3, Set.of(), false)))
                .contains(
                        "claims were lost with a damaged file: refused are 3 slots; see /d/db/lost; once no backup has"
                                + " them, stop the node and accept that with stemedb-node repair --accept-loss");
        assertThat(Losses.sentence(new Lost(FILE, 0, Set.of(7), true)).orElseThrow())
                .contains("refused are 0 slots, all of the shards [7], and the weights of all sources; see");
    }
}
