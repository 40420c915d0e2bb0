package io.stemedb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JournalRetentionTest {
    private static final String LARGE = "x".repeat(9_000);

    @Test
    void everything_is_kept_unless_the_operator_wants_less() throws IOException {
        Wal wal = withSegments(5, 1);
        wal.journal().retire(wal.journal().forcedLsn(), Retention.all(), segment -> false);
        wal.kill();
        assertThat(wal.open(0)).hasSize(5);
    }

    @Test
    void what_is_in_no_run_yet_is_kept() throws IOException {
        Wal wal = withSegments(5, 1);
        long flushed = 2 * Wal.groupOf(LARGE) + 1;
        wal.journal().retire(flushed, Retention.flushed(), segment -> false);
        wal.kill();
        assertThat(wal.open(flushed - 1)).hasSize(3); // the third group reaches behind it
        refusesFromTheBeginning(wal);
    }

    @Test
    void so_many_bytes_are_kept_behind_the_runs() throws IOException {
        Wal wal = withSegments(5, 1);
        long kept = 2 * Wal.groupOf(LARGE) - 1;
        long flushed = wal.journal().forcedLsn();
        wal.journal().retire(flushed, new Retention(kept), segment -> false);
        wal.kill();
        assertThat(wal.open(flushed - 2 * Wal.groupOf(LARGE))).hasSize(2);
        refusesFromTheBeginning(wal);
    }

    @Test
    void a_power_cut_while_segments_are_removed_leaves_no_gap() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            Wal wal = withSegments(6, seed);
            long flushed = wal.journal().forcedLsn();
            wal.journal().retire(flushed, Retention.flushed(), segment -> false);
            wal.cutPower();
            assertThat(wal.open(flushed)).as("seed %d", seed).isEmpty();
        }
    }

    private static void refusesFromTheBeginning(Wal wal) {
        assertThatThrownBy(() -> wal.open(0)).as("the oldest are gone").isInstanceOf(JournalDamagedException.class);
    }

    /** One group of the same length in each. */
    private static Wal withSegments(int count, long seed) throws IOException {
        Wal wal = new Wal(seed);
        for (int i = 0; i < count; i++) {
            wal.write(LARGE);
        }
        return wal;
    }
}
