package io.stemedb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskFullException;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
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
        long end = journal.forcedLsn();
        journal.mark();
        assertThat(journal.forcedLsn()).as("no mark either").isEqualTo(end);
        write(journal, 10); // would still fit behind the first group

        List<Integer> replayed = new ArrayList<>();
        open(disk.cutPower(), replayed);
        assertThat(replayed).containsExactly(8_000, 10);
    }

    @Test
    void a_segment_is_only_made_where_enough_stays_free_behind_it() throws IOException {
        Journal.create(disk, WAL, 7, SEGMENT);
        Journal journal = open(disk, new ArrayList<>());
        journal.leaveFree(1_000);
        disk.capacity(disk.used() + SEGMENT + 999);
        write(journal, 8_000);
        assertThatThrownBy(() -> write(journal, 8_000)).isInstanceOf(DiskFullException.class);
        assertThat(journal.lacksSegment()).isTrue();
        assertThatThrownBy(journal::nextSegment).isInstanceOf(DiskFullException.class);
        assertThat(disk.list(WAL)).as("nothing was taken in vain").hasSize(1);

        disk.capacity(disk.used() + SEGMENT + 1_000);
        journal.nextSegment();
        assertThat(journal.lacksSegment()).isFalse();
        write(journal, 8_000);
    }

    @Test
    void a_start_behind_a_torn_tail_takes_what_room_there_is() throws IOException {
        Journal.create(disk, WAL, 7, SEGMENT);
        try (DiskFile torn = disk.open(WAL.resolve(SegmentHeader.fileName(1)))) {
            torn.write(ByteBuffer.wrap(new byte[] {1}), SegmentHeader.BYTES);
        }
        disk.capacity(disk.used() + SEGMENT);
        open(disk, new ArrayList<>());
        assertThat(disk.freeBytes(WAL)).isZero();
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
