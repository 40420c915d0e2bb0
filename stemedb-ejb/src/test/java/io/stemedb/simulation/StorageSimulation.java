package io.stemedb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.DiskHook.Operation;
import io.stemedb.journal.RecycledSegments;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageSimulation {
    private static final int SEEDS = 200;
    private static final int HAUNTED_SEEDS = 30;
    private static final int RECYCLED_SEEDS = 60;

    @Test
    void whatever_happens_what_was_acknowledged_is_there_and_nothing_else() {
        Map<String, Integer> happened = new TreeMap<>();
        int tried = Seeds.tryAll(
                SEEDS,
                seed -> Life.of(seed, UnaryOperator.identity())
                        .counts()
                        .forEach((what, times) -> happened.merge(what, times, Integer::sum)));
        if (tried >= SEEDS) {
            assertThat(happened)
                    .as("a simulation in which something never happens proves nothing about it")
                    .containsKeys("Appended", "AlreadyHeld")
                    .containsKeys("KEY_REUSED", "TOO_LARGE", "DISK_FULL", "READ_ONLY", "OUTCOME_UNKNOWN")
                    .containsKeys("flush", "merge", "housekeep", "rest", "step", "stop", "clock jumps", "plan fault")
                    .containsKeys("end of the process", "end in an operation", "found", "found torn");
        }
    }

    @ParameterizedTest(name = "killed in {0}")
    @EnumSource(names = {"CREATE", "WRITE", "FORCE", "RENAME", "DELETE", "FORCE_DIRECTORY"})
    void nothing_is_lost_where_a_power_cut_follows_a_kill(Operation kind) {
        Seeds.tryAll(HAUNTED_SEEDS, seed -> Life.haunted(seed, UnaryOperator.identity(), kind));
    }

    /** Lives that fell when a start did not force the names that it had found, being too rare to come up by chance. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {47, 75})
    void a_life_that_once_fell_does_not_fall_again(long seed) throws IOException {
        Life.haunted(seed, UnaryOperator.identity(), Operation.FORCE_DIRECTORY);
    }

    @Test
    void a_seed_is_the_same_life_each_time() throws IOException {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(Life.of(seed, UnaryOperator.identity()))
                    .as("seed %d", seed)
                    .hasToString(Life.of(seed, UnaryOperator.identity()).toString());
        }
    }

    @Test
    void segments_that_held_old_frames_are_read_as_if_they_were_new() {
        Seeds.tryAll(RECYCLED_SEEDS, seed -> Life.of(seed, disk -> new RecycledSegments(disk, false)));
    }
}
