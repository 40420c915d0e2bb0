package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
    void a_file_is_no_data_directory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.take(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("cannot be used");
    }
}
