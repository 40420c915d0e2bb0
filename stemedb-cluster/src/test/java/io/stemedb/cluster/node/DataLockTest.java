package io.stemedb.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    @TempDir
    Path folder;

    @Test
    void a_directory_belongs_to_one_server_until_that_lets_go() throws IOException {
        Path data = folder.resolve("data");
        try (DataLock first = DataLock.take(data, false)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> DataLock.take(data, false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(data.toString(), "stop it", "stemedb.node.data_dir");
        }

        DataLock.take(data, false).close();
    }

    @Test
    void it_is_the_lock_that_launchers_take() throws IOException {
        try (FileChannel launcher =
                FileChannel.open(folder.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(launcher.tryLock()).isNotNull();

            assertThatThrownBy(() -> DataLock.take(folder, false)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void what_the_launcher_of_this_process_holds_is_left_alone() throws IOException {
        DataLock.take(folder, true).close();

        assertThat(folder.resolve("node.lock")).doesNotExist();
    }
}
