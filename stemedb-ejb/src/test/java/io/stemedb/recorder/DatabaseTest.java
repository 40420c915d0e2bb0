package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.refusal.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final Path DATA = Path.of("/data");

    private final AtomicLong wall = new AtomicLong(1_000_000);
    private final List<Recorded> applied = new ArrayList<>();
    private SimulatedDisk disk = new SimulatedDisk(new Random(1));

    private Database open() throws IOException {
        Surroundings around = OneThread.on(disk).clock(wall::get).surroundings();
        DatabaseOptions options = SmallDatabase.in(DATA)
                .shards(64)
                .segments(256 * 1024)
                .tables(8_000)
                .fan(2)
                .options();
        return Database.open(options, around, applied::add);
    }

    private static Append append(int id) {
        return new Append(Claims.claim(id).in("a/" + id, "p").done().assertion(), null, null);
    }

    private static AppendOutcome write(Database database, Append append) {
        var outcome = database.recorder().submit(List.of(append));
        while (!outcome.isDone()) {
            database.step();
        }
        return outcome.join().get(0);
    }

    @Test
    void what_was_acknowledged_is_there_after_a_power_cut() throws IOException {
        Database before = open();
        List<Recorded> acknowledged = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            acknowledged.add(((AppendOutcome.Appended) write(before, append(i))).recorded());
        }
        disk = disk.cutPower();
        Database after = open();
        for (Recorded record : acknowledged) {
            assertThat(after.reader().find(record.id()))
                    .map(Recorded::recordedAt)
                    .contains(record.recordedAt());
            assertThat(after.reader().slot(record.assertion().conceptPath(), "p"))
                    .extracting(Recorded::id)
                    .contains(record.id());
        }
        assertThat(after.store().statistics().assertions()).isEqualTo(200);
    }

    @Test
    void the_same_claim_again_is_answered_with_the_first_one() throws IOException {
        Database database = open();
        Recorded first = ((AppendOutcome.Appended) write(database, append(1))).recorded();
        wall.addAndGet(10);
        AppendOutcome again = write(database, append(1));
        assertThat(again).isEqualTo(new AppendOutcome.AlreadyHeld(first));
        assertThat(database.store().statistics().assertions()).isEqualTo(1);
    }

    @Test
    void recorded_at_rises_when_the_wall_clock_goes_back() throws IOException {
        Database database = open();
        long first =
                ((AppendOutcome.Appended) write(database, append(1))).recorded().recordedAt();
        wall.set(5);
        long second =
                ((AppendOutcome.Appended) write(database, append(2))).recorded().recordedAt();
        database.close();
        wall.set(3);
        long third =
                ((AppendOutcome.Appended) write(open(), append(3))).recorded().recordedAt();
        assertThat(first).isLessThan(second);
        assertThat(second).isLessThan(third);
    }

    @Test
    void a_directory_that_lost_its_identity_is_not_taken_for_a_new_one() throws IOException {
        Database database = open();
        write(database, append(1));
        database.close();
        disk.delete(DATA.resolve(Identity.FILE));
        assertThatThrownBy(this::open)
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining("no identity.json; put that file back from a copy of the directory");
    }

    @Test
    void runs_without_an_identity_are_not_taken_for_a_new_directory() throws IOException {
        Database database = open();
        for (int i = 0; i < 100; i++) {
            write(database, append(i));
        }
        database.close();
        disk.delete(DATA.resolve(Identity.FILE));
        for (String name : disk.list(DATA.resolve("wal"))) {
            disk.delete(DATA.resolve("wal").resolve(name));
        }
        assertThatThrownBy(this::open).isInstanceOf(UnusableDirectoryException.class);
        assertThat(disk.list(DATA.resolve("db"))).anyMatch(name -> name.endsWith(".mv"));
    }

    @Test
    void a_directory_of_a_later_format_is_refused_by_name() throws IOException {
        Database database = open();
        Identity now = database.identity();
        database.close();
        new Identity(4, now.nodeId(), now.clusterId(), now.shardCount(), now.store()).write(disk, DATA);
        assertThatThrownBy(this::open)
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining("data format 4");
    }

    @Test
    void a_directory_of_an_earlier_format_is_refused_by_name_on_a_full_disk_and_opens_once_there_is_room()
            throws IOException {
        open().close();
        Identity now = Identity.read(disk, DATA);
        new Identity(1, now.nodeId(), now.clusterId(), now.shardCount(), now.store()).write(disk, DATA);
        for (Operation full : new Operation[] {Operation.CREATE, Operation.WRITE, Operation.FORCE}) {
            disk.hook((operation, path) -> {
                if (operation == full && path.toString().contains("identity")) {
                    throw new IOException(Faults.DISK_FULL);
                }
            });
            assertThatThrownBy(this::open)
                    .isInstanceOf(UnusableDirectoryException.class)
                    .hasMessageContaining("format 1")
                    .hasMessageContaining("nothing was changed: make some room");
            assertThat(Identity.read(disk, DATA).format()).isEqualTo(1);
        }
        disk.hook((operation, path) -> {});
        open().close();
        assertThat(Identity.read(disk, DATA)).isEqualTo(now);
    }

    @Test
    void a_directory_of_an_earlier_format_becomes_one_that_earlier_versions_refuse() throws IOException {
        Database database = open();
        Identity now = database.identity();
        database.close();
        new Identity(1, now.nodeId(), now.clusterId(), now.shardCount(), now.store()).write(disk, DATA);
        open().close();
        assertThat(Identity.read(disk, DATA)).isEqualTo(now);
        assertThat(now.format()).isEqualTo(Identity.FORMAT);
    }

    @Test
    void a_key_stands_for_one_claim_also_among_those_that_come_at_once() throws IOException {
        byte[] key = new byte[16];
        Database database = open();
        var answers = database.recorder()
                .submit(List.of(
                        new Append(append(1).assertion(), key, null),
                        new Append(append(2).assertion(), key, null)));
        database.step();
        assertThat(answers.join().get(0)).isInstanceOf(AppendOutcome.Appended.class);
        assertThat(answers.join().get(1))
                .isInstanceOfSatisfying(
                        AppendOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().refusal()).isEqualTo(Refusal.KEY_REUSED));
    }

    @Test
    void an_identity_with_one_bit_flipped_is_not_believed() throws IOException {
        open().close();
        Path file = DATA.resolve(Identity.FILE);
        long size;
        try (DiskFile read = disk.openToRead(file)) {
            size = read.size();
        }
        for (long position = 0; position < size; position++) {
            disk.damage(file, position);
            String outcome = reopened();
            disk.damage(file, position); // the same bit back
            assertThat(outcome).as("byte %d", position).isEqualTo("refused");
        }
    }

    private String reopened() {
        try {
            open().close();
            return "opened";
        } catch (UnusableDirectoryException e) {
            return "refused";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
