package io.stemedb.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What every disk must do. The real one and the simulated one both take this, so the simulated one cannot lie. */
public abstract class DiskContract {
    /** The disk under test; the same one throughout a test. */
    abstract Disk disk() throws IOException;

    /** An existing empty folder on it. */
    abstract Path folder() throws IOException;

    private Path path(String name) throws IOException {
        return folder().resolve(name);
    }

    @Test
    void what_was_written_is_read_back_at_its_position() throws IOException {
        try (DiskFile file = disk().create(path("a"))) {
            file.write(bytes("hello world"), 0);
            file.write(bytes("W"), 6);
            assertThat(text(file, 6, 5)).isEqualTo("World");
            assertThat(file.size()).isEqualTo(11);
        }
    }

    @Test
    void a_write_takes_the_whole_buffer() throws IOException {
        try (DiskFile file = disk().create(path("a"))) {
            ByteBuffer source = bytes("skip me");
            source.position(5);
            file.write(source, 0);
            assertThat(source.hasRemaining()).isFalse();
            assertThat(text(file, 0, 10)).isEqualTo("me");
        }
    }

    @Test
    void a_read_at_or_past_the_end_gives_nothing_and_one_across_it_what_there_is() throws IOException {
        try (DiskFile file = disk().create(path("a"))) {
            file.write(bytes("abc"), 0);
            assertThat(file.read(ByteBuffer.allocate(4), 3)).isZero();
            assertThat(file.read(ByteBuffer.allocate(4), 1_000_000)).isZero();
            assertThat(file.read(ByteBuffer.allocate(4), 2)).isEqualTo(1);
            assertThat(file.read(ByteBuffer.allocate(0), 0)).isZero();
        }
    }

    @Test
    void a_gap_that_was_never_written_reads_as_zeros() throws IOException {
        try (DiskFile file = disk().create(path("a"))) {
            file.write(bytes("x"), 10_000);
            assertThat(file.size()).isEqualTo(10_001);
            assertThat(text(file, 9_998, 3)).isEqualTo("\0\0x");
        }
    }

    @Test
    void a_second_name_shows_the_same_bytes_until_the_last_is_gone() throws IOException {
        make("a", "abc");
        disk().link(path("a"), path("b"));
        disk().delete(path("a"));
        assertThat(content("b")).isEqualTo("abc");
        make("c", "other");
        assertThatThrownBy(() -> disk().link(path("b"), path("c"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(content("c")).isEqualTo("other");
    }

    @Test
    void folders_are_listed_apart_from_files() throws IOException {
        make("a", "abc");
        disk().createDirectories(path("x"));
        disk().createDirectories(path("w"));
        assertThat(disk().folders(folder())).containsExactly("w", "x");
        assertThat(disk().list(folder())).containsExactly("a");
        assertThatThrownBy(() -> disk().folders(path("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void truncating_cuts_but_never_grows() throws IOException {
        try (DiskFile file = disk().create(path("a"))) {
            file.write(bytes("abcdef"), 0);
            file.truncate(2);
            assertThat(file.size()).isEqualTo(2);
            file.truncate(100);
            assertThat(file.size()).isEqualTo(2);
            file.write(bytes("x"), 4);
            assertThat(text(file, 0, 10)).isEqualTo("ab\0\0x");
        }
    }

    @Test
    void forcing_is_possible_at_any_time() throws IOException {
        try (DiskFile file = disk().create(path("a"))) {
            file.force();
            file.write(bytes("abc"), 0);
            file.force();
            file.truncate(1);
            file.force();
            assertThat(text(file, 0, 10)).isEqualTo("a");
        }
        disk().forceDirectory(folder());
    }

    @Test
    void a_file_keeps_its_content_when_it_is_closed_and_opened() throws IOException {
        make("a", "abc");
        try (DiskFile file = disk().open(path("a"))) {
            file.write(bytes("X"), 1);
        }
        assertThat(content("a")).isEqualTo("aXc");
    }

    @Test
    void creating_a_file_that_exists_is_refused_and_changes_nothing() throws IOException {
        make("a", "abc");
        assertThatThrownBy(() -> disk().create(path("a"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(content("a")).isEqualTo("abc");
    }

    @Test
    void opening_or_renaming_a_file_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> disk().open(path("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk().openToRead(path("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk().rename(path("none"), path("b"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void nothing_can_be_made_in_a_folder_that_is_not_there() {
        assertThatThrownBy(() -> disk().create(path("none/a"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk().list(path("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk().forceDirectory(path("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_file_opened_to_read_cannot_be_changed() throws IOException {
        make("a", "abc");
        try (DiskFile file = disk().openToRead(path("a"))) {
            assertThatThrownBy(() -> file.write(bytes("x"), 0)).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> file.truncate(0)).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(file::force).isInstanceOf(NonWritableChannelException.class);
        }
    }

    @Test
    void a_closed_file_is_closed_once_and_for_all() throws IOException {
        DiskFile file = disk().create(path("a"));
        file.close();
        file.close();
        assertThatThrownBy(() -> file.write(bytes("x"), 0)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::force).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void a_folder_lists_its_files_by_name_and_leaves_out_folders() throws IOException {
        make("b", "");
        make("a", "");
        make("c.tmp", "");
        disk().createDirectories(path("below"));
        assertThat(disk().list(folder())).containsExactly("a", "b", "c.tmp");
        assertThat(disk().list(path("below"))).isEmpty();
    }

    @Test
    void folders_are_made_with_their_parents_and_again_without_fault() throws IOException {
        Path deep = path("x/y/z");
        disk().createDirectories(deep);
        disk().createDirectories(deep);
        try (DiskFile file = disk().create(deep.resolve("a"))) {
            file.write(bytes("deep"), 0);
        }
        assertThat(content("x/y/z/a")).isEqualTo("deep");
        assertThat(disk().exists(deep)).isTrue();
    }

    @Test
    void a_file_renamed_over_another_takes_its_place() throws IOException {
        make("new", "new");
        make("old", "old");
        disk().rename(path("new"), path("old"));
        assertThat(disk().list(folder())).containsExactly("old");
        assertThat(content("old")).isEqualTo("new");
    }

    @Test
    void deleting_a_file_removes_it_and_deleting_none_is_no_fault() throws IOException {
        make("a", "abc");
        disk().delete(path("a"));
        disk().delete(path("a"));
        disk().delete(path("no-folder").resolve("a"));
        assertThat(disk().exists(path("a"))).isFalse();
        assertThat(disk().list(folder())).isEmpty();
    }

    @Test
    void a_file_that_is_open_outlives_its_name() throws IOException {
        make("a", "abc");
        try (DiskFile file = disk().openToRead(path("a"))) {
            disk().delete(path("a"));
            make("a", "other");
            assertThat(text(file, 0, 10)).isEqualTo("abc");
        }
    }

    @Test
    void a_reader_sees_what_a_writer_of_the_same_file_writes() throws IOException {
        try (DiskFile writer = disk().create(path("a"));
                DiskFile reader = disk().openToRead(path("a"))) {
            writer.write(bytes("abc"), 0);
            assertThat(reader.size()).isEqualTo(3);
            assertThat(text(reader, 0, 10)).isEqualTo("abc");
        }
    }

    @Test
    void there_is_room() throws IOException {
        assertThat(disk().freeBytes(folder())).isPositive();
    }

    void make(String name, String content) throws IOException {
        try (DiskFile file = disk().create(path(name))) {
            file.write(bytes(content), 0);
        }
    }

    String content(String name) throws IOException {
        try (DiskFile file = disk().openToRead(path(name))) {
            return text(file, 0, (int) file.size());
        }
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    static String text(DiskFile file, long position, int most) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(most);
        int read = file.read(target, position);
        assertThat(target.position()).isEqualTo(read);
        return new String(target.array(), 0, read, UTF_8);
    }
}
