package io.stemedb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.PowerCut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a start believes of the segments that it finds. */
class JournalStartTest {
    private static final String LARGE = "x".repeat(9_000);

    @Test
    void a_name_that_a_kill_left_in_the_cache_is_durable_before_anything_rests_on_it() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            Wal wal = new Wal(seed);
            wal.write(LARGE);
            wal.disk().hook((operation, path) -> {
                if (operation == Operation.FORCE_DIRECTORY) {
                    throw new PowerCut("in a roll, the segment having its name");
                }
            });
            assertThatThrownBy(() -> wal.write(LARGE)).isInstanceOf(PowerCut.class);
            wal.kill();
            wal.open();
            wal.write("acknowledged");
            wal.cutPower();
            assertThat(wal.open()).as("seed %d", seed).containsExactly(LARGE, "acknowledged");
        }
    }

    @Test
    void nothing_is_written_where_a_torn_group_may_still_stand_behind_it() throws IOException {
        Wal wal = new Wal(1);
        wal.write("kept");
        long torn = SegmentHeader.BYTES + Wal.groupOf("kept");
        String first = "new" + "x".repeat((int) GroupBuffer.size(0, 0)); // with its group's frame, "new" is as long
        wal.write(first, "lost"); // nobody was told: the power went before the first of them had reached the disk
        wal.kill();
        wal.flip(1, torn + Wal.groupOf(first) - 1, 0);
        assertThat(wal.open()).containsExactly("kept");
        wal.write("new"); // in the old place it would end just where the second one still stands
        wal.cutPower();
        assertThat(wal.open()).containsExactly("kept", "new");
    }

    @Test
    void one_flipped_bit_in_the_head_of_a_frame_never_drops_a_record() throws IOException {
        for (int at = 0; at < 2 * Frame.HEADER; at++) {
            // the head of the group's first frame, then that of its record
            int offset = SegmentHeader.BYTES + (at < Frame.HEADER ? at : Frame.EVIDENCE + at);
            for (int bit = 0; bit < 8; bit++) {
                Wal wal = new Wal(1);
                wal.write("the first one");
                wal.write("the second one");
                wal.journal().close();
                wal.flip(1, offset, bit);
                assertThatThrownBy(wal::open)
                        .as("bit %d of byte %d", bit, offset)
                        .isInstanceOf(JournalDamagedException.class)
                        .hasMessageContaining(Wal.segment(1).toString());
            }
        }
    }

    @Test
    void the_last_group_of_a_sealed_segment_has_the_next_one_as_its_witness() throws IOException {
        Wal wal = threeSegments();
        wal.flip(2, SegmentHeader.BYTES + Wal.groupOf(LARGE) - 1, 0);
        damaged(wal::open, "cannot be read");
    }

    @Test
    void what_came_after_a_rest_is_witnessed_by_the_next_rest() throws IOException {
        Wal wal = new Wal(1);
        wal.write("before");
        wal.journal().mark();
        long end = wal.journal().forcedLsn();
        wal.journal().mark();
        assertThat(wal.journal().forcedLsn()).as("one mark a rest").isEqualTo(end);
        wal.write("after");
        wal.journal().mark();
        wal.flip(1, SegmentHeader.BYTES + end + Wal.groupOf("after") - 1, 0);
        wal.kill();
        damaged(wal::open, "cannot be read");
    }

    @Test
    void the_last_group_before_an_orderly_stop_has_a_witness_too() throws IOException {
        Wal wal = new Wal(1);
        wal.write("the last");
        wal.journal().close();
        wal.flip(1, SegmentHeader.BYTES + Wal.groupOf("the last") - 1, 0);
        damaged(wal::open, "cannot be read");
    }

    @Test
    void garbage_over_the_last_group_and_its_mark_is_told_from_a_torn_tail() throws IOException {
        for (boolean stopped : new boolean[] {true, false}) {
            Wal wal = new Wal(1);
            wal.write("the first");
            rest(wal, stopped);
            wal.overwrite(1, SegmentHeader.BYTES + Wal.groupOf("the first") / 2, 4096);
            damaged(wal::open, "(LSN 21) cannot be read"); // the group frame stands before the garbage
        }
    }

    @Test
    void a_newest_segment_that_is_missing_is_named() throws IOException {
        Wal wal = threeSegments();
        wal.disk().delete(Wal.segment(3));
        damaged(wal::open, Wal.segment(3) + " at offset 0: the segment is missing, and it was in use");
    }

    @Test
    void a_newest_segment_that_is_gone_with_the_witness_beside_it_is_missed_by_the_other() throws IOException {
        Wal wal = threeSegments();
        wal.disk().delete(Wal.segment(3));
        wal.disk().delete(Wal.WITNESS);
        damaged(wal::open, Wal.segment(3) + " at offset 0: the segment is missing, and it was in use");
    }

    @Test
    void a_journal_that_is_gone_whole_is_missed_also_where_older_segments_were_put_back() throws IOException {
        Wal wal = threeSegments();
        Path kept = Path.of("/kept");
        wal.disk().createDirectories(kept);
        wal.disk().link(Wal.segment(1), kept.resolve("1"));
        for (String name : wal.disk().list(Wal.DIRECTORY)) {
            wal.disk().delete(Wal.DIRECTORY.resolve(name));
        }
        damaged(wal::open, "/wal");
        wal.disk().link(kept.resolve("1"), Wal.segment(1));
        damaged(wal::open, "the segment is missing, and it was in use");
    }

    @Test
    void a_witness_that_was_cut_damaged_or_removed_costs_nothing() throws IOException {
        for (int fault = 0; fault < 4; fault++) {
            Wal wal = new Wal(1);
            wal.write("kept");
            rest(wal, true);
            wal.damageWitnesses(fault);
            assertThat(wal.open()).containsExactly("kept");
            wal.write("more");
            rest(wal, true);
            assertThat(wal.open()).containsExactly("kept", "more");
            wal.overwrite(1, SegmentHeader.BYTES, 4096);
            damaged(wal::open, "(LSN 0) cannot be read");
        }
    }

    @Test
    void one_damaged_block_of_the_witness_leaves_the_other() throws IOException {
        Wal wal = new Wal(1);
        for (String text : List.of("first", "second", "third")) {
            wal.write(text);
            wal.journal().mark();
        }
        wal.kill();
        wal.flipWitness(0);
        wal.overwrite(1, SegmentHeader.BYTES, 4096);
        damaged(wal::open, "(LSN 0) cannot be read");
    }

    @Test
    void a_power_cut_while_the_witness_is_written_leaves_what_it_said_before() throws IOException {
        for (long seed = 1; seed <= 50; seed++) {
            Wal wal = new Wal(seed);
            wal.write("first");
            wal.journal().mark();
            wal.write("second");
            wal.disk().hook((operation, path) -> {
                if (operation == Operation.FORCE && path.endsWith(Witness.NAME)) {
                    throw new PowerCut("with the witness on its way");
                }
            });
            assertThatThrownBy(() -> wal.journal().mark()).isInstanceOf(PowerCut.class);
            wal.cutPower();
            assertThat(wal.open()).as("seed %d", seed).containsExactly("first", "second");
            wal.kill();
            wal.overwrite(1, SegmentHeader.BYTES, 4096);
            damaged(wal::open, "cannot be read");
        }
    }

    @Test
    void a_witness_on_a_bad_block_costs_nothing() throws IOException {
        Wal wal = new Wal(1);
        wal.write("kept");
        rest(wal, true);
        wal.kill();
        wal.faults.fail(Operation.READ, path -> path.endsWith(Witness.NAME), 1, Faults.IO_ERROR);
        assertThat(wal.open()).containsExactly("kept");
        assertThat(wal.faults.raised()).isEqualTo(1);
        wal.write("more");
        wal.faults.fail(Operation.READ, path -> path.endsWith(Witness.NAME), 1, Faults.IO_ERROR);
        rest(wal, true);
        assertThat(wal.open()).containsExactly("kept", "more");
    }

    @Test
    void a_witness_that_cannot_be_written_stops_nothing() throws IOException {
        Wal wal = new Wal(1);
        wal.write("first");
        wal.faults.fail(Operation.CREATE, path -> path.toString().contains(Witness.NAME), 1, Faults.DISK_FULL);
        wal.journal().mark();
        assertThat(wal.faults.raised()).isEqualTo(1);
        wal.write("second");
        wal.kill();
        assertThat(wal.open()).containsExactly("first", "second");
    }

    private static void rest(Wal wal, boolean stopped) throws IOException {
        if (stopped) {
            wal.journal().close();
        } else {
            wal.journal().mark();
            wal.kill();
        }
    }

    @Test
    void a_copy_without_the_unused_end_takes_the_place_of_a_damaged_segment() throws IOException {
        Wal wal = threeSegments();
        Path copy = Wal.DIRECTORY.resolve("copy");
        Segment second = segments(wal).get(1);
        try (DiskFile from = wal.disk().openToRead(Wal.segment(2));
                DiskFile to = wal.disk().create(copy)) {
            Segments.copy(from, second, second.store(), to);
        }
        wal.flip(2, SegmentHeader.BYTES + 100, 0);
        damaged(wal::open, Wal.segment(2) + "");
        wal.disk().delete(Wal.segment(2));
        wal.disk().rename(copy, Wal.segment(2));
        assertThat(wal.open()).containsExactly(LARGE, LARGE, LARGE);
    }

    private static List<Segment> segments(Wal wal) throws IOException {
        return Segments.upTo(wal.disk(), Wal.DIRECTORY, 7, wal.journal().forcedLsn());
    }

    @Test
    void damage_in_a_finished_segment_before_what_the_store_needs_stops_no_start() throws IOException {
        Wal wal = new Wal(1);
        wal.write("x".repeat(3_000));
        long held = wal.journal().forcedLsn();
        wal.write("needed");
        wal.write(LARGE);
        wal.write(LARGE);
        wal.journal().close();
        wal.overwrite(1, SegmentHeader.BYTES + 1_000, 500);
        assertThat(wal.open(held)).containsExactly("needed", LARGE, LARGE);
        damaged(wal::open, "cannot be read");
    }

    @Test
    void a_missing_segment_is_named() throws IOException {
        Wal wal = threeSegments();
        wal.disk().delete(Wal.segment(2));
        damaged(wal::open, Wal.segment(2) + "");
    }

    @Test
    void a_journal_that_begins_behind_what_the_store_needs_is_refused() throws IOException {
        Wal wal = threeSegments();
        wal.disk().delete(Wal.segment(1));
        damaged(wal::open, "the store needs it from 0");
    }

    @Test
    void a_journal_that_ends_before_the_store_does_is_refused() throws IOException {
        Wal wal = threeSegments();
        long end = wal.journal().forcedLsn();
        wal.disk().delete(Wal.segment(3));
        wal.damageWitnesses(0);
        damaged(() -> wal.open(end), "the store holds all up to " + end);
    }

    @Test
    void a_journal_without_a_segment_is_refused() throws IOException {
        Wal wal = new Wal(1);
        wal.disk().delete(Wal.segment(1));
        damaged(wal::open, "no segment is there");
    }

    @Test
    void a_segment_of_another_store_is_refused() throws IOException {
        Wal wal = new Wal(1);
        damaged(() -> wal.open(0, 8), "it belongs to another store");
    }

    @Test
    void a_segment_under_another_name_is_refused() throws IOException {
        Wal wal = threeSegments();
        wal.disk().rename(Wal.segment(3), Wal.segment(4));
        damaged(wal::open, "it is segment 3 under another name");
    }

    @Test
    void a_flipped_bit_anywhere_in_what_a_segments_header_uses_is_noticed() throws IOException {
        for (int at = 0; at < 8 + 4 + 3 * Long.BYTES + 4; at++) {
            Wal wal = new Wal(1);
            wal.flip(1, at, at % 8);
            assertThatThrownBy(wal::open).as("byte %d", at).isInstanceOf(JournalDamagedException.class);
        }
    }

    @Test
    void a_segment_of_a_later_format_is_not_guessed_at() throws IOException {
        Wal wal = new Wal(1);
        ByteBuffer header = new SegmentHeader(1, 7, 0).toBytes();
        header.putInt(8, 2);
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().position(0).limit(8 + 4 + 3 * Long.BYTES));
        header.putInt(8 + 4 + 3 * Long.BYTES, (int) crc.getValue());
        try (DiskFile file = wal.disk().open(Wal.segment(1))) {
            file.write(header, 0);
        }
        damaged(wal::open, "it has journal format 2");
    }

    @Test
    void a_frame_counts_for_its_segment_its_position_and_its_type_alone() {
        byte[] payload = {1, 2, 3};
        CRC32C crc = new CRC32C();
        assertThat(Stream.of(
                        Frame.check(crc, 1, 1, Frame.RECORD, ByteBuffer.wrap(payload)),
                        Frame.check(crc, 2, 1, Frame.RECORD, ByteBuffer.wrap(payload)),
                        Frame.check(crc, 1, 2, Frame.RECORD, ByteBuffer.wrap(payload)),
                        Frame.check(crc, 1, 1, Frame.MARK, ByteBuffer.wrap(payload))))
                .doesNotHaveDuplicates();
    }

    private static Wal threeSegments() throws IOException {
        Wal wal = new Wal(1);
        for (int i = 0; i < 3; i++) {
            wal.write(LARGE);
        }
        wal.journal().close();
        assertThat(wal.disk().list(Wal.DIRECTORY)).contains("0000000000000003.wal");
        return wal;
    }

    private static void damaged(ThrowingCallable open, String message) {
        assertThatThrownBy(open).isInstanceOf(JournalDamagedException.class).hasMessageContaining(message);
    }
}
