package io.stemedb.cluster.retirement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskFullException;
import io.stemedb.files.DiskHook;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrashTest {
    private static final long AN_HOUR = 3_600_000_000L;
    /** They need more than one part. */
    private static final int LARGE_CLAIMS = 80;

    private static final int SHARD = PathHash.shardOf("a/b", Machine.SHARDS);
    private static final Path FOLDER = Machine.DATA.resolve("trash");

    private final Machine machine = Machine.with(
            new SplittableRandom(1),
            SmallDatabase.in(Machine.DATA).named("a").shards(Machine.SHARDS).options(),
            0);
    private final Copies copies;
    private final Trash trash;

    TrashTest() throws IOException {
        machine.open();
        copies = new Copies(machine.database(), machine.disk(), Machine.DATA);
        trash = new Trash(machine.disk(), Machine.DATA);
    }

    @AfterEach
    void end() {
        machine.end(false);
    }

    private void write(int number) {
        write(number, String.valueOf(number));
    }

    private void write(int number, String value) {
        Claim claim = Claim.of("a/b", "p", CanonicalJson.ofCanonical(value), "who");
        Assertion assertion = Completion.complete(claim, number, () -> "00112233445566778899aabbccddeeff");
        var unused = machine.database().recorder().submit(List.of(new Append(assertion, null, null)));
        while (machine.database().step()) {
            // until it is there
        }
        machine.flusher.runOne();
    }

    private List<String> files() throws IOException {
        return machine.disk().exists(FOLDER) ? machine.disk().list(FOLDER) : List.of();
    }

    private void sweep(long wallMicros) {
        trash.sweep(wallMicros, shard -> true);
    }

    /** What is done before a copy goes. */
    private ShardVector keep(long wallMicros) throws IOException {
        int parts = 0;
        while (!trash.part(copies, SHARD, wallMicros)) {
            assertThat(++parts).isLessThan(100);
        }
        return trash.rest(copies, SHARD);
    }

    private int lines(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        ByteBuffer bytes = ByteBuffer.allocate((int) machine.disk().size(file));
        try (DiskFile in = machine.disk().openToRead(file)) {
            in.read(bytes, 0);
        }
        return new String(bytes.array(), UTF_8).split("\n").length;
    }

    private void drop() {
        boolean isDropped = false;
        for (int look = 0; look < 3 && !isDropped; look++) { // the first one has it written to a run
            var done = copies.drop(SHARD, copies.have(SHARD));
            while (machine.database().step()) {
                // until it was tried
            }
            machine.flusher.runOne();
            isDropped = done.join();
        }
        assertThat(isDropped).isTrue();
    }

    private static String named(long micros) {
        return PathHash.shardName(SHARD) + "-" + micros + ".jsonl";
    }

    @Test
    void a_copy_that_grows_before_it_goes_leaves_one_file() throws IOException {
        for (int i = 1; i < 5; i++) {
            write(i);
            keep(i);
            keep(100 + i);
        }
        assertThat(files()).containsExactly(named(1));
        assertThat(lines(named(1))).as("nothing is written again").isEqualTo(4);
    }

    @Test
    void what_was_dropped_stays_an_hour_beside_what_is_dropped_later() throws IOException {
        write(1);
        keep(1);
        trash.dropped(SHARD, 2);
        keep(AN_HOUR);
        trash.dropped(SHARD, AN_HOUR + 1);
        sweep(AN_HOUR + 2);
        assertThat(files()).containsExactly(named(2), named(AN_HOUR + 1));
        sweep(AN_HOUR + 3);
        assertThat(files()).containsExactly(named(AN_HOUR + 1));
    }

    @Test
    void its_hour_begins_when_it_is_dropped_however_long_before_it_was_written() throws IOException {
        write(1);
        keep(1);
        sweep(2 * AN_HOUR);
        assertThat(files()).as("it may go any moment").containsExactly(named(1));
        trash.dropped(SHARD, 2 * AN_HOUR);
        sweep(3 * AN_HOUR);
        assertThat(files()).containsExactly(named(2 * AN_HOUR));
        sweep(3 * AN_HOUR + 1);
        assertThat(files()).isEmpty();
    }

    @Test
    void what_was_written_of_a_copy_that_is_not_known_to_have_gone_stays_an_hour() throws IOException {
        write(1);
        keep(1);
        Trash afterRestart = new Trash(machine.disk(), Machine.DATA);
        afterRestart.sweep(1 + AN_HOUR, shard -> true);
        assertThat(files()).containsExactly(named(1));
        afterRestart.sweep(2 + AN_HOUR, shard -> true);
        assertThat(files()).isEmpty();
    }

    @Test
    void what_was_written_of_a_copy_that_is_not_to_go_any_more_goes_itself() throws IOException {
        write(1);
        keep(1);
        trash.sweep(2, shard -> shard != SHARD);
        assertThat(files()).isEmpty();
    }

    @Test
    void the_moment_of_a_drop_is_durable() throws IOException {
        write(1);
        keep(1);
        trash.dropped(SHARD, 7);
        machine.end(true);
        assertThat(files()).containsExactly(named(7));
    }

    @Test
    void a_file_that_cannot_be_renamed_stays_under_its_name() throws IOException {
        write(1);
        keep(1);
        machine.disk().hook((operation, path) -> {
            if (operation == DiskHook.Operation.RENAME) {
                throw new IOException("no");
            }
        });
        trash.dropped(SHARD, 2);
        machine.disk().hook((operation, path) -> {});
        assertThat(files()).containsExactly(named(1));
        sweep(2 + AN_HOUR);
        assertThat(files()).as("nothing holds it any more").isEmpty();
    }

    @Test
    void of_an_empty_copy_nothing_is_kept() throws IOException {
        keep(1);
        assertThat(files()).isEmpty();
    }

    /** A disk gets room by letting go of copies. */
    @Test
    void without_room_nothing_is_kept_and_the_copy_may_go_all_the_same() throws IOException {
        write(1);
        machine.fillUp(1 << 20);
        assertThat(keep(1)).isEqualTo(copies.have(SHARD));
        assertThat(files()).isEmpty();
        machine.makeRoom();
        keep(2);
        assertThat(files()).as("there is room before it goes").hasSize(1);
    }

    @Test
    void a_disk_that_runs_full_meanwhile_keeps_no_part_of_it() throws IOException {
        write(1);
        machine.disk().hook((operation, path) -> {
            if (operation == DiskHook.Operation.FORCE && path.startsWith(FOLDER)) {
                throw new DiskFullException("somebody else has taken the rest");
            }
        });
        assertThat(keep(1)).isEqualTo(copies.have(SHARD));
        assertThat(files()).isEmpty();
    }

    @Test
    void what_came_in_after_it_was_written_is_added() throws IOException {
        write(1);
        keep(1);
        write(2);
        assertThat(trash.rest(copies, SHARD)).isEqualTo(copies.have(SHARD));
        assertThat(lines(named(1))).isEqualTo(2);
        machine.end(true);
        assertThat(lines(named(1))).as("durably").isEqualTo(2);
    }

    @Test
    void a_sealed_copy_is_not_written_from_the_beginning() throws IOException {
        assertThat(trash.part(copies, SHARD, 1)).as("it is empty").isTrue();
        write(1);
        assertThat(trash.rest(copies, SHARD)).isNull();
        assertThat(files()).isEmpty();
    }

    @Test
    void another_copy_of_the_shard_is_written_anew_and_so_is_one_that_has_lost_something() throws IOException {
        write(1);
        keep(1);
        drop();
        write(2);
        assertThat(trash.rest(copies, SHARD)).isNull();
        assertThat(keep(2)).isEqualTo(copies.have(SHARD));
        assertThat(files()).containsExactly(named(2));
        assertThat(lines(named(2))).isEqualTo(1);
    }

    @Test
    void if_somebody_has_deleted_the_file_it_is_written_anew() throws IOException {
        write(1);
        keep(1);
        machine.disk().delete(FOLDER.resolve(named(1)));
        assertThat(trash.rest(copies, SHARD)).isNull();
        keep(2);
        assertThat(lines(named(2))).isEqualTo(1);
    }

    @Test
    void a_disk_that_runs_full_before_the_rest_is_there_keeps_nothing_of_it() throws IOException {
        write(1);
        keep(1);
        write(2);
        machine.fillUp(1 << 20);
        assertThat(trash.rest(copies, SHARD)).isEqualTo(copies.have(SHARD));
        assertThat(files()).isEmpty();
    }

    @Test
    void of_a_file_in_which_nobody_knows_what_is_nothing_is_kept() throws IOException {
        write(1);
        keep(1);
        write(2);
        machine.disk().hook((operation, path) -> {
            if (operation == DiskHook.Operation.FORCE && path.startsWith(FOLDER)) {
                throw new IOException("no");
            }
        });
        assertThatThrownBy(() -> trash.rest(copies, SHARD)).isInstanceOf(IOException.class);
        machine.disk().hook((operation, path) -> {});
        assertThat(files()).isEmpty();
        keep(3);
        assertThat(lines(named(3))).isEqualTo(2);
    }

    @Test
    void what_is_written_by_half_is_not_swept_before_its_copy_stays_after_all() throws IOException {
        largeClaims();
        assertThat(trash.part(copies, SHARD, 1)).isFalse();
        sweep(2 * AN_HOUR);
        assertThat(files()).containsExactly(named(1) + ".part");
        trash.sweep(2 * AN_HOUR, shard -> false);
        assertThat(files()).isEmpty();
        keep(2);
        assertThat(lines(named(2))).isEqualTo(LARGE_CLAIMS);
    }

    @Test
    void a_copy_that_loses_something_while_it_is_written_is_written_anew() throws IOException {
        largeClaims();
        assertThat(trash.part(copies, SHARD, 1)).isFalse();
        drop();
        write(1);
        keep(2);
        assertThat(files()).containsExactly(named(2));
        assertThat(lines(named(2))).isEqualTo(1);
    }

    private void largeClaims() {
        for (int i = 1; i <= LARGE_CLAIMS; i++) {
            write(i, "\"" + "x".repeat(10_000) + i + "\"");
        }
    }
}
