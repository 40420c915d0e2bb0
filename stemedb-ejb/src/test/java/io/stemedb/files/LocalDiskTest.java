package io.stemedb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest extends DiskContract {
    @TempDir
    Path folder;

    private final Disk disk = new LocalDisk();

    @Override
    Disk disk() {
        return disk;
    }

    @Override
    Path folder() {
        return folder;
    }

    @Test
    void an_interrupted_reader_gets_its_bytes_and_closes_the_file_for_nobody() throws IOException {
        make("a", "abc");
        try (DiskFile file = disk.openToRead(folder.resolve("a"))) {
            Thread.currentThread().interrupt();
            assertThat(text(file, 0, 3)).isEqualTo("abc");
            assertThat(file.size()).isEqualTo(3);
            assertThat(Thread.interrupted()).as("still marked as interrupted").isTrue();
            assertThat(text(file, 1, 2)).isEqualTo("bc");
        }
    }

    @Test
    void an_interrupted_reader_does_not_disturb_the_writer_of_the_file() throws IOException {
        try (DiskFile file = disk.create(folder.resolve("a"))) {
            file.write(bytes("abc"), 0);
            Thread.currentThread().interrupt();
            assertThat(text(file, 0, 3)).isEqualTo("abc");
            assertThat(Thread.interrupted()).isTrue();
            file.write(bytes("def"), 3);
            file.force();
            assertThat(content("a")).isEqualTo("abcdef");
        }
    }

    @Test
    void an_interrupted_reader_is_never_given_another_file_of_the_same_name() throws IOException {
        make("a", "abc");
        make("b", "xyz");
        try (DiskFile file = disk.openToRead(folder.resolve("a"))) {
            disk.rename(folder.resolve("b"), folder.resolve("a"));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> text(file, 0, 3)).isInstanceOf(IOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void an_interrupted_force_fails() throws IOException {
        try (DiskFile file = disk.create(folder.resolve("a"))) {
            file.write(bytes("abc"), 0);
            Thread.currentThread().interrupt();
            assertThatThrownBy(file::force).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_folder_is_not_made_over_a_file() throws IOException {
        Files.createFile(folder.resolve("a"));
        assertThatThrownBy(() -> disk.createDirectories(folder.resolve("a"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.createDirectories(folder.resolve("a/b"))).isInstanceOf(IOException.class);
    }

    @Test
    void what_a_link_leads_to_is_given_to_nobody() throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "NOT TESTED: this machine gives files away to root alone");
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setOwner(
                home, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("12345"));
        Path secret = Files.createFile(folder.resolve("secret"));
        Path link = Files.createSymbolicLink(home.resolve("tokens.toml.tmp"), secret);

        LocalDisk.give(link, home);

        assertThat(Files.getOwner(secret)).isEqualTo(Files.getOwner(folder));
    }
}
