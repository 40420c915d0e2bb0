package io.stemedb.simulation;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskHook.Operation;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start believes nothing that it found until it has made it durable itself: otherwise some seed falls. */
class StartGuardTest {
    private static final int SEEDS = 600;

    @Test
    void when_replayed_groups_are_not_forced_a_seed_falls() {
        falls("force of what is replayed", MissingGuards.forceOfWhatIsReplayed(), Operation.FORCE);
    }

    @Test
    void when_the_last_replayed_group_is_not_written_again_a_seed_falls() {
        Seeds.requireFall(
                "rewrite of what is replayed", SEEDS, seed -> Life.of(seed, MissingGuards.rewriteOfWhatIsReplayed()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"wal", "db", "data"})
    void when_names_that_were_found_are_not_forced_a_seed_falls(String folder) {
        falls(
                "force of the names found in " + folder,
                MissingGuards.forceOfNamesFound(folder),
                Operation.FORCE_DIRECTORY);
    }

    private static void falls(String guard, UnaryOperator<Disk> without, Operation killedIn) {
        Seeds.requireFall(guard, SEEDS, seed -> Life.haunted(seed, without, killedIn));
    }
}
