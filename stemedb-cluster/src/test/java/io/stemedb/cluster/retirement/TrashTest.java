package io.stemedb.cluster.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.files.DiskFullException;
import io.stemedb.files.DiskHook;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrashTest {
    private static final long AN_HOUR = 3_600_000_000L;
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

    private void write(int value) {
        Claim claim = Claim.of("a/b", "p", CanonicalJson.ofCanonical(String.valueOf(value)), "who");
        Assertion assertion = Completion.complete(claim, value, () -> "00112233445566778899aabbccddeeff");
        var unused = machine.database().recorder().submit(List.of(new Append(assertion, null, null)));
        while (machine.database().step()) {
            // until it is there
        }
    }

    private List<String> files() throws IOException {
        return machine.disk().exists(FOLDER) ? machine.disk().list(FOLDER) : List.of();
    }

    private void sweep(long wallMicros) {
        trash.sweep(wallMicros, shard -> true);
    }

    private static String named(long micros) {
        return PathHash.shardName(SHARD) + "-" + micros + ".jsonl";
    }

    @Test
    void a_copy_that_grows_before_it_goes_leaves_one_file() throws IOException {
        for (int i = 1; i < 5; i++) {
            write(i);
            assertThat(trash.write(copies, SHARD, i)).isEqualTo(copies.have(SHARD));
            trash.write(copies, SHARD, 100 + i); // the same is not written again
        }
        assertThat(files()).containsExactly(named(4));
    }

    @Test
    void what_was_dropped_stays_an_hour_beside_what_is_dropped_later() throws IOException {
        write(1);
        trash.write(copies, SHARD, 1);
        trash.dropped(SHARD, 2);
        trash.write(copies, SHARD, AN_HOUR);
        trash.dropped(SHARD, AN_HOUR + 1);
        sweep(AN_HOUR + 2);
        assertThat(files()).containsExactly(named(2), named(AN_HOUR + 1));
        sweep(AN_HOUR + 3);
        assertThat(files()).containsExactly(named(AN_HOUR + 1));
    }

    @Test
    void its_hour_begins_when_it_is_dropped_however_long_before_it_was_written() throws IOException {
        write(1);
        trash.write(copies, SHARD, 1);
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
        trash.write(copies, SHARD, 1);
        Trash afterRestart = new Trash(machine.disk(), Machine.DATA);
        afterRestart.sweep(1 + AN_HOUR, shard -> true);
        assertThat(files()).containsExactly(named(1));
        afterRestart.sweep(2 + AN_HOUR, shard -> true);
        assertThat(files()).isEmpty();
    }

    @Test
    void what_was_written_of_a_copy_that_is_not_to_go_any_more_goes_itself() throws IOException {
        write(1);
        trash.write(copies, SHARD, 1);
        trash.sweep(2, shard -> shard != SHARD);
        assertThat(files()).isEmpty();
    }

    @Test
    void the_moment_of_a_drop_is_durable() throws IOException {
        write(1);
        trash.write(copies, SHARD, 1);
        trash.dropped(SHARD, 7);
        machine.end(true);
        assertThat(files()).containsExactly(named(7));
    }

    @Test
    void a_file_that_cannot_be_renamed_stays_under_its_name() throws IOException {
        write(1);
        trash.write(copies, SHARD, 1);
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
        trash.write(copies, SHARD, 1);
        assertThat(files()).isEmpty();
    }

    /** A disk gets room by letting go of copies. */
    @Test
    void without_room_nothing_is_kept_and_the_copy_may_go_all_the_same() throws IOException {
        write(1);
        machine.fillUp(1 << 20);
        assertThat(trash.write(copies, SHARD, 1)).isEqualTo(copies.have(SHARD));
        assertThat(files()).isEmpty();
        machine.makeRoom();
        trash.write(copies, SHARD, 2);
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
        assertThat(trash.write(copies, SHARD, 1)).isEqualTo(copies.have(SHARD));
        assertThat(files()).isEmpty();
    }
}
