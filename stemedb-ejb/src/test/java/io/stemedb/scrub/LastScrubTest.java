package io.stemedb.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastScrubTest {
    private static final Path DATA = Path.of("/data");
    private static final long HOUR = 3_600_000_000L;

    private static LastScrub last(long since, long endedAt) {
        return new LastScrub(since, endedAt, 5, 1, List.of("a.wal at offset 7"), List.of("b.wal at offset 9"));
    }

    @Test
    void it_is_due_so_long_after_the_last_one_or_after_the_beginning() {
        assertThat(last(HOUR, 0).due(2 * HOUR, 7_200)).isFalse();
        assertThat(last(HOUR, 0).due(3 * HOUR, 7_200)).isTrue();
        assertThat(last(HOUR, 4 * HOUR).due(5 * HOUR, 7_200)).isFalse();
        assertThat(last(HOUR, 4 * HOUR).due(6 * HOUR, 7_200)).isTrue();
    }

    @Test
    void a_clock_that_was_far_ahead_does_not_put_it_off() {
        assertThat(last(HOUR, 1_000 * HOUR).due(5 * HOUR, 7_200)).isTrue();
    }

    @Test
    void it_outlives_a_power_cut_and_is_nothing_to_fail_over() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        disk.createDirectories(DATA);
        assertThat(new LastScrubFile(disk, DATA).read()).isEqualTo(LastScrub.NEVER);
        new LastScrubFile(disk, DATA).write(last(1, 2));
        disk = disk.cutPower();
        assertThat(new LastScrubFile(disk, DATA).read()).isEqualTo(last(1, 2));
        try (DiskFile file = disk.open(DATA.resolve(LastScrubFile.NAME))) {
            file.write(ByteBuffer.wrap(new byte[] {0}), 0);
        }
        assertThat(new LastScrubFile(disk, DATA).read()).isEqualTo(LastScrub.NEVER);
    }
}
