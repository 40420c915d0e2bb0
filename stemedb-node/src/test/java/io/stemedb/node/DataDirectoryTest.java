package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void a_directory_belongs_to_one_node_at_a_time() throws StartRefused {
        try (DataDirectory taken = DataDirectory.take(directory)) {
            assertThat(taken.path()).isEqualTo(directory);
            assertThatThrownBy(() -> DataDirectory.take(directory))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data-dir");
        }
        DataDirectory.take(directory).close();
        assertThat(directory.resolve("node.pid")).doesNotExist();
    }

    @Test
    void the_pid_file_of_a_killed_node_is_no_obstacle() throws IOException, StartRefused {
        Files.writeString(directory.resolve("node.pid"), "1\n");

        try (DataDirectory taken = DataDirectory.take(directory)) {
            assertThat(taken.path().resolve("node.pid"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_file_is_no_data_directory_and_holds_none() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        for (Path place : new Path[] {file, file.resolve("below/it")}) {
            assertThatThrownBy(() -> DataDirectory.take(place))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage(
                            "the data directory " + place + " cannot be used: " + file + " is a file, not a directory");
        }
    }

    @Test
    void a_link_to_nothing_is_no_data_directory() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nothing"));

        assertThatThrownBy(() -> DataDirectory.take(link))
                .isInstanceOf(StartRefused.class)
                .hasMessageEndingWith(link + " is a link to nothing");
    }

    @Test
    void who_may_not_write_is_told_where() {
        Path missing = directory.resolve("data");
        String user = "user " + System.getProperty("user.name");

        assertThat(PlainReasons.unwritable(missing, new AccessDeniedException(null)))
                .isEqualTo(user + " may not write in " + directory);
        assertThat(PlainReasons.unwritable(directory, new AccessDeniedException(directory + "/node.lock")))
                .isEqualTo(user + " may not write " + directory + "/node.lock");
        assertThat(PlainReasons.unwritable(missing, new FileSystemException("/d", null, "Read-only file system")))
                .isEqualTo("/d: read-only file system");
    }
}
