package io.stemedb.simulation;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StorageSimulation {
    private static final int SEEDS = 300;

    @Test
    void whatever_happens_what_was_acknowledged_is_there_and_nothing_else() {
        Seeds.tryAll(SEEDS, seed -> Life.of(seed, UnaryOperator.identity()));
    }
}
