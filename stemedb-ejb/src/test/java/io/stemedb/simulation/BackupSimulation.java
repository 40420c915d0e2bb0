package io.stemedb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Backups and restores of a node that goes on, with a crash in any of their steps. */
class BackupSimulation {
    private static final int SEEDS = 60;

    @Test
    void whatever_counts_as_a_backup_is_a_prefix_of_the_journal_and_restores_to_it() {
        Map<String, Integer> happened = new TreeMap<>();
        int tried = Seeds.tryAll(
                SEEDS, seed -> BackupLife.of(seed).forEach((what, times) -> happened.merge(what, times, Integer::sum)));
        if (tried >= SEEDS) {
            assertThat(happened).containsKeys("backup", "crash", "restore");
            assertThat(happened.get("crash")).isGreaterThan(SEEDS);
        }
    }
}
