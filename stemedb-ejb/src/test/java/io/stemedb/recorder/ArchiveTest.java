package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.archive.ArchivedSegment;
import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose finished segments are archived, and what becomes of it when they cannot be. */
class ArchiveTest {
    private static final Path DATA = Path.of("/data");
    private static final Path WAL = DATA.resolve("wal");
    private static final Path ARCHIVE = Path.of("/archive");
    private static final int CLAIMS = 900;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final AtomicLong wall = new AtomicLong(1_000_000_000_000L);
    private final List<Recorded> held = new ArrayList<>();
    private ArchiveRetention kept = ArchiveRetention.all();
    private Database node;

    @BeforeEach
    void mount() throws IOException {
        disk.createDirectories(ARCHIVE);
    }

    private void open(Path data) throws IOException {
        Surroundings around = new Surroundings(
                disk, wall::get, new Random(data.hashCode()), Runnable::run, Runnable::run, Runnable::run);
        DatabaseOptions options = new DatabaseOptions(data, "n", 4, 64 * 1024, Retention.flushed(), 64 * 1024, 3);
        node = Database.open(options.archiving(new ArchiveOptions(ARCHIVE, kept)), around, held::add);
    }

    @AfterEach
    void close() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    private void write(int claims) {
        for (int i = 0; i < claims; i++) {
            int number = held.size() + 1;
            node.recorder()
                    .submit(List.of(new Append(
                            Claims.claim(number)
                                    .in("a/" + number, "p")
                                    .says("\"" + "x".repeat(200) + "\"")
                                    .done()
                                    .assertion(),
                            null,
                            null)));
            wall.addAndGet(1_000);
            while (node.step()) {
                // the next group
            }
        }
        wall.addAndGet(2_000_000);
        Idle.rest(node);
        Idle.rest(node); // lets go of what was archived in the first one
    }

    private List<ArchivedSegment> archived() throws IOException {
        return disk.list(ARCHIVE).stream()
                .map(name -> ArchivedSegment.of(name).orElseThrow())
                .toList();
    }

    private long journalBegins() throws IOException {
        return Long.parseLong(disk.list(WAL).get(0).substring(0, 16));
    }

    @Test
    void finished_segments_are_archived_whole_before_the_journal_lets_them_go() throws IOException {
        open(DATA);
        write(CLAIMS);
        long behind = 0;
        for (ArchivedSegment one : archived()) {
            assertThat(one.segment().fromLsn()).isEqualTo(behind);
            behind = one.segment().toLsn();
        }
        assertThat(archived()).hasSizeGreaterThan(3);
        assertThat(journalBegins()).isGreaterThan(1);
        assertThat(node.archive().orElseThrow().archivedLsn()).isEqualTo(behind);
        node.close();
        open(DATA);
        write(1);
        assertThat(node.archive().orElseThrow().archivedLsn())
                .as("known again after a start that finds nothing to archive")
                .isEqualTo(behind);
        assertThat(node.archive().orElseThrow().gaps()).isEmpty();
    }

    @Test
    void while_the_archive_cannot_be_written_segments_stay_and_writes_go_on() throws IOException {
        open(DATA);
        disk.hook((operation, path) -> {
            if (operation == Operation.CREATE && path.startsWith(ARCHIVE)) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        write(CLAIMS);
        assertThat(held).hasSize(CLAIMS);
        assertThat(journalBegins()).isEqualTo(1);
        assertThat(node.archive().orElseThrow().failure()).contains(Faults.DISK_FULL);
        assertThat(node.archive().orElseThrow().failures()).isPositive();
        disk.hook((operation, path) -> {});
        write(10);
        assertThat(node.archive().orElseThrow().failure()).isNull();
        assertThat(journalBegins()).isGreaterThan(1);
        assertThat(archived().get(0).segment().fromLsn()).isZero();
    }

    @Test
    void a_segment_that_cannot_be_archived_as_it_is_damaged_is_named() throws IOException {
        open(DATA);
        disk.hook((operation, path) -> {
            if (operation == Operation.CREATE && path.startsWith(ARCHIVE)) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        write(CLAIMS);
        disk.hook((operation, path) -> {});
        disk.damage(WAL.resolve("0000000000000001.wal"), 6000);
        write(10);
        String first = node.archive().orElseThrow().failure();
        assertThat(first).contains(WAL.resolve("0000000000000001.wal") + " at offset");
        write(10);
        assertThat(node.archive().orElseThrow().failure())
                .as("the same, so that the log says it once")
                .isEqualTo(first);
    }

    @Test
    void an_archive_of_another_store_is_refused_by_name_and_not_touched() throws IOException {
        open(DATA);
        write(CLAIMS);
        List<String> before = disk.list(ARCHIVE);
        node.close();
        open(Path.of("/other"));
        write(CLAIMS);
        assertThat(node.archive().orElseThrow().failure()).contains(before.get(0), "another store");
        assertThat(disk.list(ARCHIVE)).isEqualTo(before);
    }

    @Test
    void a_copy_that_a_crash_left_unfinished_is_made_anew() throws IOException {
        open(DATA);
        disk.hook(new Faults().fail(Operation.RENAME, path -> path.startsWith(ARCHIVE), 1, Faults.IO_ERROR));
        write(CLAIMS);
        assertThat(archived()).isNotEmpty();
        assertThat(archived().get(0).segment().fromLsn()).isZero();
    }

    @Test
    void what_is_older_than_asked_for_goes_oldest_first() throws IOException {
        kept = ArchiveRetention.ofBytes(200 * 1024);
        open(DATA);
        write(CLAIMS);
        List<ArchivedSegment> some = archived();
        assertThat(some).hasSizeBetween(2, 4);
        assertThat(some.get(0).segment().fromLsn()).isPositive();
        assertThat(node.archive().orElseThrow().gaps()).isEmpty();
    }

    @Test
    void a_damaged_run_is_made_again_from_the_archive() throws IOException {
        open(DATA);
        write(CLAIMS);
        assertThat(journalBegins()).isGreaterThan(1);
        node.close();
        Path run = DATA.resolve("db")
                .resolve(disk.list(DATA.resolve("db")).stream()
                        .filter(name -> name.endsWith(".mv"))
                        .findFirst()
                        .orElseThrow());
        disk.delete(run);
        open(DATA);
        node.store().healNow();
        assertThat(node.store().damages()).isEmpty();
        for (Recorded recorded : held) {
            assertThat(node.reader().find(recorded.id())).contains(recorded);
        }
    }
}
