package io.stemedb.simulation;

import io.stemedb.files.Disk;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every force is there for a reason: without it some seed falls. */
class ForceGuardTest {
    private static final int SEEDS = 100;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".wal", "spare.tmp", ".mv", ".side", "manifest.tmp", "identity.json.tmp"})
    void without_the_force_of_a_file_a_seed_falls(String ending) {
        falls("force of " + ending, MissingGuards.forceOf(ending));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"wal", "db", "data"})
    void without_the_force_of_the_names_in_a_folder_a_seed_falls(String folder) {
        falls("force of the names in " + folder, MissingGuards.forceOfNames(folder));
    }

    @Test
    void when_the_answer_comes_before_the_force_a_seed_falls() {
        falls("force before the answer", MissingGuards.forceBeforeTheAnswer());
    }

    @Test
    void when_a_failed_force_is_tried_again_a_seed_falls() {
        falls("a failed force is final", MissingGuards.failedForceIsFinal());
    }

    private static void falls(String guard, UnaryOperator<Disk> without) {
        Seeds.requireFall(guard, SEEDS, seed -> Life.of(seed, without));
    }
}
