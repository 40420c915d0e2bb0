package io.stemedb.simulation;

import io.stemedb.journal.RecycledSegments;
import org.junit.jupiter.api.Test;

/** A frame counts only where it was written; without that, what a segment held before is taken for new. */
class PositionGuardTest {
    private static final int SEEDS = 100;

    @Test
    void without_the_position_in_a_frames_check_a_seed_falls() {
        Seeds.requireFall(
                "position in a frame's check", SEEDS, seed -> Life.of(seed, disk -> new RecycledSegments(disk, true)));
    }
}
