package io.stemedb.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JournalSurveyTest {
    @Test
    void positions_that_were_given_in_a_segment_that_is_lost_are_not_given_again() throws IOException {
        for (boolean missing : new boolean[] {false, true}) {
            Wal wal = new Wal(1);
            wal.write("x".repeat(9_000));
            wal.write("y".repeat(9_000));
            wal.write("z");
            wal.journal().mark();
            long forced = wal.journal().forcedLsn();
            wal.kill();
            if (missing) {
                wal.disk().delete(Wal.segment(2));
            } else {
                wal.overwrite(2, 0, 6_000); // its header, and the first frame behind it
            }
            JournalSurvey.Found found = JournalSurvey.read(wal.disk(), Wal.DIRECTORY, 7, (lsn, key, rest) -> {});
            assertThat(found.endLsn()).as("missing: %s", missing).isGreaterThanOrEqualTo(forced);
            assertThat(found.holds(0, found.endLsn())).isFalse();
        }
    }
}
