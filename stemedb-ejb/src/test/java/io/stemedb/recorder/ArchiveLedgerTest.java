package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.FolderArchive;
import io.stemedb.archive.Holdings;
import io.stemedb.archive.UnmarkedArchiveException;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note of what was archived: what it is for, and that its own loss stops nothing. */
class ArchiveLedgerTest extends ArchivingNode {
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
