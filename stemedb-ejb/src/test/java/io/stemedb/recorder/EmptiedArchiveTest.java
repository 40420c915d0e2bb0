package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.Holdings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive that lost what it had, in every way that files get lost: the node says which positions are gone. */
class EmptiedArchiveTest extends ArchivingNode {
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
}
