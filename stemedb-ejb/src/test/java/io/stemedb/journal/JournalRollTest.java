package io.stemedb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalRollTest {
    private static final Path WAL = Path.of("/wal");
    private static final long SEGMENT = 16 * 1024;

    private final Faults faults = new Faults();
    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));

    @Test
    void a_group_never_goes_to_a_segment_that_may_have_a_next_one() throws IOException {
        Journal.create(disk, WAL, 7, SEGMENT);
        Journal journal = open(disk, new ArrayList<>());
        write(journal, 8_000);
        disk.hook(faults.fail(Operation.FORCE_DIRECTORY, 1, Faults.IO_ERROR));
        assertThatThrownBy(() -> write(journal, 8_000)).hasMessageContaining(Faults.IO_ERROR);
        assertThat(disk.list(WAL)).as("the next segment is there already").hasSize(2);
        write(journal, 10); // would still fit behind the first group

        List<Integer> replayed = new ArrayList<>();
        open(disk.cutPower(), replayed);
        assertThat(replayed).containsExactly(8_000, 10);
    }

    private static void write(Journal journal, int bytes) throws IOException {
        byte[] key = {1};
        byte[] rest = new byte[bytes];
        journal.begin(1, Journal.payloadBytes(key, rest));
        journal.add(key, rest);
        journal.commit();
    }

    private static Journal open(SimulatedDisk from, List<Integer> lengths) throws IOException {
        return Journal.open(from, WAL, 7, SEGMENT, 0, (lsn, key, rest) -> lengths.add(rest.length), Runnable::run)
                .journal();
    }
}
