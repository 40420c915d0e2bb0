package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.Archiver;
import io.stemedb.archive.FolderArchive;
import io.stemedb.archive.Holdings;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.repair.Repair;
import io.stemedb.store.Pin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose finished segments are archived, and what becomes of it when they cannot be. */
class ArchiveTest {
    private static final Path DATA = Path.of("/data");
    private static final Path WAL = DATA.resolve("wal");
    private static final Path ARCHIVE = Path.of("/archive");
    private static final int CLAIMS = 900;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final AtomicLong wall = new AtomicLong(1_000_000_000_000L);
    private final Logger log = Logger.getLogger(Archiver.class.getName());
    private final List<Recorded> held = new ArrayList<>();
    private ArchiveRetention kept = ArchiveRetention.all();
    private Retention retention = Retention.flushed();
    private Database node;

    @BeforeEach
    void mount() throws IOException {
        disk.createDirectories(ARCHIVE);
    }

    private void open(Path data) throws IOException {
        Surroundings around = OneThread.on(disk)
                .clock(wall::get)
                .random(new Random(data.hashCode()))
                .surroundings();
        DatabaseOptions options = SmallDatabase.in(data)
                .named("n")
                .keeping(retention)
                .archivedTo(ARCHIVE, kept)
                .options();
        node = Database.open(options, around, held::add);
    }

    @AfterEach
    void close() throws IOException {
        log.setFilter(null);
        if (node != null) {
            node.close();
        }
    }

    private void write(int claims) {
        for (int i = 0; i < claims; i++) {
            int number = held.size() + 1;
            wall.addAndGet(1_000);
            Groups.write(node, number, 200);
        }
        wall.addAndGet(2_000_000);
        Idle.rest(node);
        Idle.rest(node); // lets go of what was archived in the first one
    }

    private List<ArchivedSegment> archived() throws IOException {
        return disk.list(ARCHIVE).stream()
                .flatMap(name -> ArchivedSegment.of(name).stream())
                .toList();
    }

    private List<String> lost() throws IOException {
        return disk.list(ARCHIVE).stream()
                .filter(name -> name.endsWith(".lost"))
                .toList();
    }

    private static Path segment(int number) {
        return WAL.resolve(String.format(Locale.ROOT, "%016d.wal", number));
    }

    /** Has a segment damaged before it could be archived, and then lets the archive go on. */
    private void writeAndDamage(int number) throws IOException {
        disk.hook((operation, path) -> {
            if (operation == Operation.CREATE && path.startsWith(ARCHIVE)) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        write(CLAIMS);
        disk.hook((operation, path) -> {});
        disk.damage(segment(number), 6000);
        write(10);
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
    void a_damaged_segment_is_named_and_waited_for_until_runs_hold_it() throws IOException {
        open(DATA);
        try (Pin pin = node.store().pin()) { // as if nothing were in runs
            writeAndDamage(1);
            String first = node.archive().orElseThrow().failure();
            assertThat(first).contains(segment(1) + " at offset");
            assertThat(archived()).isEmpty();
            assertThat(journalBegins()).isEqualTo(1);
            write(10);
            assertThat(node.archive().orElseThrow().failure())
                    .as("the same, so that the log says it once")
                    .isEqualTo(first);
        }
        write(10);
        assertThat(node.archive().orElseThrow().failure()).isNull();
        assertThat(archived()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void what_can_no_longer_be_read_is_a_named_gap_and_holds_nothing_back(int number) throws IOException {
        open(DATA);
        writeAndDamage(number);
        assertThat(node.archive().orElseThrow().failure()).isNull();
        List<Holdings.Gap> gaps = node.archive().orElseThrow().gaps();
        assertThat(gaps).hasSize(1);
        assertThat(archived()).hasSizeGreaterThan(2);
        assertThat(archived())
                .noneMatch(one -> one.segment().fromLsn() == gaps.get(0).fromLsn());
        assertThat(archived())
                .anyMatch(one -> one.segment().fromLsn() == gaps.get(0).toLsn());
        assertThat(journalBegins()).isGreaterThan(number);
        assertThat(disk.list(DATA.resolve("set-aside")))
                .as("what can be read of it may be wanted")
                .singleElement()
                .asString()
                .startsWith(segment(number).getFileName() + ".");
        node.close();
        open(DATA);
        write(1);
        assertThat(node.archive().orElseThrow().gaps()).isEqualTo(gaps);
        for (Recorded recorded : held) {
            assertThat(node.reader().find(recorded.id())).contains(recorded);
        }
    }

    @Test
    void a_lost_segment_that_stays_in_the_journal_is_looked_at_once_in_each_start() throws IOException {
        retention = Retention.all();
        AtomicInteger named = new AtomicInteger();
        log.setFilter(line -> {
            if (line.getMessage().contains("goes on without")) {
                named.incrementAndGet();
            }
            return true;
        });
        open(DATA);
        writeAndDamage(2);
        List<Holdings.Gap> gaps = node.archive().orElseThrow().gaps();
        node.close();
        AtomicInteger tries = new AtomicInteger();
        disk.hook((operation, path) -> {
            if (operation == Operation.CREATE && path.toString().contains("-0000000000000002-")) {
                tries.incrementAndGet();
            }
        });
        open(DATA);
        write(1);
        int before = archived().size();
        write(CLAIMS);
        assertThat(archived()).hasSizeGreaterThan(before);
        assertThat(node.archive().orElseThrow().gaps()).hasSize(1).isEqualTo(gaps);
        assertThat(node.archive().orElseThrow().failures()).isZero();
        assertThat(lost()).hasSize(1);
        assertThat(tries.get()).isEqualTo(1);
        assertThat(named.get()).as("lines of the log").isEqualTo(1);
        node.close();
        disk.damage(segment(2), 6000); // which flips it back
        open(DATA);
        write(1);
        assertThat(node.archive().orElseThrow().gaps()).isEmpty();
        assertThat(lost()).isEmpty();
    }

    @Test
    void a_gap_before_all_that_is_kept_goes_with_it() throws IOException {
        kept = ArchiveRetention.ofBytes(200 * 1024);
        open(DATA);
        writeAndDamage(1);
        write(CLAIMS);
        assertThat(lost()).isEmpty();
        assertThat(node.archive().orElseThrow().gaps()).isEmpty();
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

    @Test
    void a_segment_that_was_cut_is_a_gap_too_and_holds_nothing_back() throws IOException {
        open(DATA);
        disk.hook((operation, path) -> {
            if (operation == Operation.CREATE && path.startsWith(ARCHIVE)) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        write(CLAIMS);
        disk.hook((operation, path) -> {});
        byte[] kept = new byte[9_000];
        try (DiskFile file = disk.openToRead(segment(2))) {
            file.read(ByteBuffer.wrap(kept), 0);
        }
        disk.delete(segment(2));
        try (DiskFile file = disk.create(segment(2))) {
            file.write(ByteBuffer.wrap(kept), 0);
            file.force();
        }
        write(10);
        assertThat(node.archive().orElseThrow().failure()).isNull();
        assertThat(node.archive().orElseThrow().gaps()).hasSize(1);
        assertThat(journalBegins()).isGreaterThan(2);
    }

    @Test
    void a_journal_that_was_lost_whole_goes_on_behind_what_is_archived() throws IOException {
        open(DATA);
        write(CLAIMS);
        node.store().flushNow(node.visibleLsn());
        node.close();
        for (String name : disk.list(WAL)) {
            disk.delete(WAL.resolve(name));
        }
        DatabaseOptions options =
                SmallDatabase.in(DATA).named("n").keeping(retention).options();
        Repair repair = new Repair(disk, options, wall::get);
        repair.apply(repair.plan(), line -> {});
        assertThat(repair.acceptLoss()).as("every shard may have lost").isTrue();
        open(DATA);
        write(CLAIMS);
        long behind = 0;
        for (ArchivedSegment one : Holdings.of(
                        new FolderArchive(disk, ARCHIVE), node.identity().store())
                .segments()) {
            assertThat(one.segment().fromLsn()).isGreaterThanOrEqualTo(behind);
            behind = one.segment().toLsn();
        }
        assertThat(node.archive().orElseThrow().gaps()).hasSizeLessThan(2);
    }

    @Test
    void a_repair_makes_a_damaged_run_again_from_the_archive_too() throws IOException {
        open(DATA);
        write(CLAIMS);
        assertThat(journalBegins()).isGreaterThan(1);
        node.close();
        for (String name : disk.list(DATA.resolve("db"))) {
            if (name.endsWith(".mv")) {
                disk.damage(DATA.resolve("db").resolve(name), 9_000);
            }
        }
        DatabaseOptions options = SmallDatabase.in(DATA)
                .named("n")
                .keeping(retention)
                .archivedTo(ARCHIVE, kept)
                .options();
        Repair repair = new Repair(disk, options, wall::get);
        assertThat(repair.plan().lines()).noneMatch(line -> line.contains("--accept-loss"));
        repair.apply(repair.plan(), line -> {});
        open(DATA);
        for (Recorded recorded : held) {
            assertThat(node.reader().find(recorded.id())).contains(recorded);
        }
    }
}
