package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.Archiver;
import io.stemedb.archive.FolderArchive;
import io.stemedb.archive.Holdings;
import io.stemedb.archive.UnmarkedArchiveException;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.journal.Segment;
import io.stemedb.journal.Segments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive that lost what it had, in every way that files get lost: the node says which positions are gone. */
class EmptiedArchiveTest {
    private static final Path DATA = Path.of("/data");
    private static final Path LEDGER = DATA.resolve("archived");
    private static final Path ARCHIVE = Path.of("/archive");

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final AtomicLong wall = new AtomicLong(1_000_000_000_000L);
    private ArchiveRetention kept = ArchiveRetention.all();
    private Path folder = ARCHIVE;
    private Database node;
    private int claims;

    /** Whether the node runs while the archive changes. */
    private enum When {
        RUNNING,
        STOPPED
    }

    @BeforeEach
    void archiveSome() throws IOException {
        disk.createDirectories(ARCHIVE);
        open();
        write(900);
        assertThat(state().gaps()).isEmpty();
        assertThat(held()).hasSizeGreaterThan(3);
        assertThat(journalFrom()).isPositive();
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    private void open() throws IOException {
        open(DATA);
    }

    private void open(Path data) throws IOException {
        Surroundings around = OneThread.on(disk)
                .clock(wall::get)
                .random(new Random(data.hashCode()))
                .surroundings();
        DatabaseOptions options = SmallDatabase.in(data)
                .named("n")
                .keeping(Retention.flushed())
                .archivedTo(folder, kept)
                .options();
        node = Database.open(options, around, recorded -> {});
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            int number = ++claims;
            wall.addAndGet(1_000);
            Groups.write(node, number, 200);
        }
        rest();
    }

    private void rest() {
        wall.addAndGet(20_000_000);
        Idle.rest(node);
        Idle.rest(node);
    }

    /** Changes the archive as an accident does, and lets the node have a look. */
    private void meanwhile(When when, Accident accident) throws IOException {
        if (when == When.STOPPED) {
            node.close();
        }
        accident.happens();
        if (when == When.STOPPED) {
            open();
        }
        rest();
    }

    private interface Accident {
        void happens() throws IOException;
    }

    private Archiver.State state() {
        return node.archive().orElseThrow();
    }

    private List<ArchivedSegment> held() throws IOException {
        return disk.list(folder).stream()
                .flatMap(name -> ArchivedSegment.of(name).stream())
                .filter(one -> one.segment().store() == node.identity().store())
                .toList();
    }

    private long journalFrom() throws IOException {
        return journal().get(0).fromLsn();
    }

    private List<Segment> journal() throws IOException {
        return Segments.upTo(disk, DATA.resolve("wal"), node.identity().store(), Long.MAX_VALUE);
    }

    private void empty(boolean mark) throws IOException {
        for (String name : disk.list(ARCHIVE)) {
            if (mark || ArchivedSegment.of(name).isPresent()) {
                disk.delete(ARCHIVE.resolve(name));
            }
        }
    }

    private byte[] bytes(Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate((int) file.size());
            file.read(all, 0);
            return all.array();
        }
    }

    private void put(Path path, byte[] bytes) throws IOException {
        disk.delete(path);
        try (DiskFile file = disk.create(path)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force();
        }
    }

    private void requireGone(List<ArchivedSegment> before) throws IOException {
        List<ArchivedSegment> gone = before.stream()
                .filter(one -> !has(one) && one.segment().fromLsn() < lsnOfJournal())
                .toList();
        assertThat(gone).isNotEmpty();
        for (ArchivedSegment one : gone) {
            assertThat(state().gaps())
                    .as("%s", one.name())
                    .anyMatch(gap -> gap.fromLsn() <= one.segment().fromLsn()
                            && one.segment().toLsn() <= gap.toLsn());
            assertThat(state().gone())
                    .anyMatch(some -> some.firstNumber() <= one.segment().number()
                            && one.segment().number() <= some.lastNumber()
                            && some.fromSeconds() <= one.atSeconds()
                            && one.atSeconds() <= some.toSeconds());
        }
        for (ArchivedSegment one : held()) {
            assertThat(state().gaps())
                    .as("what can be reached is in no gap")
                    .noneMatch(gap -> gap.fromLsn() < one.segment().toLsn()
                            && one.segment().fromLsn() < gap.toLsn());
        }
    }

    private boolean has(ArchivedSegment one) {
        return disk.exists(folder.resolve(one.name()));
    }

    private long lsnOfJournal() {
        try {
            return journalFrom();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all_files_removed_are_a_gap_and_the_archive_goes_on_behind_it(When when) throws IOException {
        List<ArchivedSegment> before = held();
        meanwhile(when, () -> empty(false));
        requireGone(before);
        assertThat(state().failure()).isNull();
        write(900);
        requireGone(before);
        assertThat(held()).hasSizeGreaterThan(3);
        assertThat(state().gaps())
                .hasSize(1)
                .containsExactly(new Holdings.Gap(0, held().get(0).segment().fromLsn()));
        node.close();
        open();
        rest();
        requireGone(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void one_file_removed_is_a_gap_wherever_it_was(int which) throws IOException {
        for (When when : When.values()) {
            List<ArchivedSegment> before = held();
            ArchivedSegment one = before.get(which);
            meanwhile(when, () -> disk.delete(ARCHIVE.resolve(one.name())));
            requireGone(before);
        }
    }

    @Test
    void a_file_that_comes_back_closes_its_gap() throws IOException {
        Path first = ARCHIVE.resolve(held().get(0).name());
        byte[] sound = bytes(first);
        meanwhile(When.RUNNING, () -> disk.delete(first));
        assertThat(state().gaps()).isNotEmpty();
        meanwhile(When.RUNNING, () -> put(first, sound));
        assertThat(state().gaps()).isEmpty();
        assertThat(state().gone()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_was_cut_is_a_gap_or_made_again(When when) throws IOException {
        List<ArchivedSegment> before = held();
        Path first = ARCHIVE.resolve(before.get(0).name());
        meanwhile(when, () -> put(first, new byte[100]));
        assertThat(state().gaps())
                .containsExactly(new Holdings.Gap(0, before.get(0).segment().toLsn()));
        assertThat(state().gone()).hasSize(1);
        ArchivedSegment last = before.get(before.size() - 1);
        if (last.segment().fromLsn() >= journalFrom()) {
            byte[] sound = bytes(ARCHIVE.resolve(last.name()));
            meanwhile(when, () -> put(ARCHIVE.resolve(last.name()), new byte[0]));
            assertThat(bytes(ARCHIVE.resolve(last.name()))).isEqualTo(sound);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_older_copy_in_its_place_lacks_what_came_since(When when) throws IOException {
        TreeMap<String, byte[]> copy = new TreeMap<>();
        for (String name : disk.list(ARCHIVE)) {
            copy.put(name, bytes(ARCHIVE.resolve(name)));
        }
        write(900);
        List<ArchivedSegment> before = held();
        meanwhile(when, () -> {
            empty(true);
            for (var file : copy.entrySet()) {
                put(ARCHIVE.resolve(file.getKey()), file.getValue());
            }
        });
        requireGone(before);
        assertThat(state().failure()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_mount_point_is_not_written_to_and_says_what_cannot_be_reached(When when) throws IOException {
        List<ArchivedSegment> before = held();
        meanwhile(when, () -> empty(true));
        assertThat(state().failure()).contains("mount the disk", "LSN 0 to ", "segments 1 to ");
        requireGone(before);
        write(900);
        assertThat(disk.list(ARCHIVE)).isEmpty();
        assertThat(journal()).as("the journal keeps what is not archived").hasSizeGreaterThan(3);
        String touch = state().failure().substring(state().failure().indexOf("touch ") + 6);
        meanwhile(when, () -> put(Path.of(touch), new byte[0]));
        assertThat(state().failure()).isNull();
        assertThat(held()).isNotEmpty();
        requireGone(before);
    }

    @ParameterizedTest
    @EnumSource
    void the_archive_of_another_store_in_its_place_is_refused_and_what_is_gone_is_named(When when) throws IOException {
        List<ArchivedSegment> before = held();
        String foreign = before.get(0).name().replaceFirst("^.{16}", "0123456789abcdef");
        meanwhile(when, () -> {
            empty(true);
            put(ARCHIVE.resolve(foreign), new byte[100]);
        });
        assertThat(state().failure()).contains(foreign, "another store");
        requireGone(before);
        assertThat(disk.list(ARCHIVE)).containsExactly(foreign);
    }

    @ParameterizedTest
    @EnumSource
    void a_folder_that_is_away_says_what_cannot_be_reached(When when) throws IOException {
        disk.hook((operation, path) -> {
            if (path.startsWith(ARCHIVE)) {
                throw new NoSuchFileException(ARCHIVE.toString());
            }
        });
        meanwhile(when, () -> {});
        assertThat(state().failure()).contains("LSN 0 to ", "cannot be reached");
        disk.hook((operation, path) -> {});
        rest();
        assertThat(state().failure()).isNull();
        assertThat(state().gaps()).isEmpty();
    }

    @Test
    void what_retention_lets_go_is_no_loss_and_what_it_would_have_let_go_is_forgotten() throws IOException {
        kept = ArchiveRetention.ofBytes(200 * 1024);
        node.close();
        open();
        write(900);
        assertThat(state().gaps()).isEmpty();
        List<ArchivedSegment> before = held();
        meanwhile(When.STOPPED, () -> empty(false));
        requireGone(before);
        write(2_000);
        assertThat(state().gaps()).isEmpty();
        assertThat(state().gone()).isEmpty();
    }

    @Test
    void what_is_old_enough_to_be_let_go_is_no_loss() throws IOException {
        kept = ArchiveRetention.forSeconds(3_600);
        node.close();
        open();
        rest();
        assertThat(state().gaps()).isEmpty();
        wall.addAndGet(7_200_000_000L);
        write(900);
        assertThat(held().get(0).segment().fromLsn()).isPositive();
        assertThat(state().gaps()).isEmpty();
    }

    @Test
    void another_folder_begins_a_new_archive_and_no_gap() throws IOException {
        node.close();
        folder = Path.of("/elsewhere");
        disk.createDirectories(folder);
        open();
        write(900);
        assertThat(state().failure()).isNull();
        assertThat(state().gaps()).isEmpty();
        assertThat(held()).isNotEmpty();
    }

    @Test
    void an_archive_that_moved_is_still_held_to_what_it_had() throws IOException {
        List<ArchivedSegment> before = held();
        node.close();
        folder = Path.of("/elsewhere");
        disk.createDirectories(folder);
        put(
                folder.resolve(before.get(0).name()),
                bytes(ARCHIVE.resolve(before.get(0).name())));
        open();
        rest();
        requireGone(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "torn", "damaged", "gone"})
    void a_ledger_that_is_damaged_or_gone_stops_nothing(String what) throws IOException {
        node.close();
        byte[] ledger = bytes(LEDGER);
        switch (what) {
            case "torn" -> put(LEDGER, Arrays.copyOf(ledger, ledger.length - 5));
            case "damaged" -> {
                ledger[ledger.length / 2] ^= 1;
                put(LEDGER, ledger);
            }
            case "gone" -> disk.delete(LEDGER);
            default -> {}
        }
        open();
        write(900);
        assertThat(state().failure()).isNull();
        assertThat(state().gaps()).isEmpty();
        List<ArchivedSegment> before = held();
        meanwhile(When.STOPPED, () -> empty(false));
        requireGone(before);
    }

    @Test
    void a_ledger_that_cannot_be_written_holds_back_nothing_and_is_written_later() throws IOException {
        disk.hook((operation, path) -> {
            if (path.startsWith(LEDGER) && operation != Operation.READ) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        int before = held().size();
        write(900);
        assertThat(held()).hasSizeGreaterThan(before);
        assertThat(state().failure()).isNull();
        disk.hook((operation, path) -> {});
        rest();
        List<ArchivedSegment> all = held();
        meanwhile(When.STOPPED, () -> empty(false));
        requireGone(all);
    }

    @Test
    void a_restore_takes_no_empty_mount_point_for_an_archive() throws IOException {
        FolderArchive archive = new FolderArchive(disk, ARCHIVE);
        long store = node.identity().store();
        assertThat(Holdings.ofMarked(archive, store).segments()).isNotEmpty();
        empty(false);
        assertThat(Holdings.ofMarked(archive, store).segments()).isEmpty();
        empty(true);
        assertThatThrownBy(() -> Holdings.ofMarked(archive, store)).isInstanceOf(UnmarkedArchiveException.class);
    }

    @Test
    void the_time_of_the_last_good_look_survives_a_restart_with_an_archive_that_is_away() throws IOException {
        long well = state().wellSeconds();
        assertThat(well).isEqualTo(wall.get() / 1_000_000);
        node.close();
        disk.hook((operation, path) -> {
            if (path.startsWith(ARCHIVE)) {
                throw new NoSuchFileException(ARCHIVE.toString());
            }
        });
        open();
        rest();
        disk.hook((operation, path) -> {});
        long newest =
                held().stream().mapToLong(ArchivedSegment::atSeconds).max().orElseThrow();
        assertThat(state().wellSeconds()).isEqualTo(newest).isLessThanOrEqualTo(well);
    }
}
