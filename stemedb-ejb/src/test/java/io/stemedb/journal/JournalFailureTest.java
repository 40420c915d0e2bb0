package io.stemedb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a journal does on a disk that fails or is full. */
class JournalFailureTest {
    private static final String LARGE = "x".repeat(9_000);

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"WRITE", "FORCE"})
    void after_a_failed_write_it_takes_nothing_more(Operation operation) throws IOException {
        Wal wal = new Wal(1);
        wal.write("before");
        wal.faults.fail(operation, 1, Faults.IO_ERROR);
        assertThatThrownBy(() -> wal.write("unknown")).isInstanceOf(JournalFailedException.class);
        long end = wal.journal().forcedLsn();

        assertThat(wal.journal().failed()).isTrue();
        assertThatThrownBy(() -> wal.write("after"))
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining("earlier");
        wal.journal().mark();
        assertThat(wal.journal().forcedLsn()).as("no mark either").isEqualTo(end);
    }

    /** Room was there when it was asked for, and somebody else took it. */
    @Test
    void a_full_disk_gets_back_what_an_unfinished_segment_took_and_the_journal_goes_on() throws IOException {
        Wal wal = new Wal(1);
        for (int i = 1; i <= 2; i++) { // once for the thread that prepares it, once for the roll
            wal.faults.fail(Operation.WRITE, path -> path.endsWith("spare.tmp"), i, Faults.DISK_FULL);
        }
        wal.write(LARGE);
        assertThatThrownBy(() -> wal.write(LARGE))
                .hasMessageContaining(Faults.DISK_FULL)
                .isNotInstanceOf(JournalFailedException.class);
        assertThat(wal.disk().list(Wal.DIRECTORY)).hasSize(1);
        assertThat(wal.journal().failed()).isFalse();

        wal.write(LARGE);
        wal.cutPower();
        assertThat(wal.open()).containsExactly(LARGE, LARGE);
    }

    @Test
    void a_group_larger_than_a_segment_is_a_bug_of_the_caller_and_leaves_the_journal_as_it_was() throws IOException {
        Wal wal = new Wal(1);
        assertThatThrownBy(() -> wal.write(LARGE, LARGE)).isInstanceOf(IllegalStateException.class);
        wal.write("after");
        wal.cutPower();
        assertThat(wal.open()).containsExactly("after");
    }
}
