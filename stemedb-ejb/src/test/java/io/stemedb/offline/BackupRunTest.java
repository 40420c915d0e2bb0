package io.stemedb.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Limits;
import io.stemedb.engine.EngineOptions;
import io.stemedb.journal.Retention;
import io.stemedb.recorder.DatabaseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupRunTest {
    @Test
    void a_place_that_the_file_system_refuses_is_named_with_why(@TempDir Path folder) throws IOException {
        DatabaseOptions database =
                new DatabaseOptions(folder.resolve("data"), "node1", 64, 1 << 20, Retention.all(), 1 << 20, 4);
        Path file = Files.createFile(folder.resolve("file")).toRealPath();
        List<String> lines = new ArrayList<>();
        int code = new BackupRun(new Random(1), lines::add)
                .take(new EngineOptions(database, Limits.DEFAULT, 1 << 20, Duration.ofMillis(20)), file, false);
        assertThat(code).isEqualTo(BackupRun.FAILED);
        assertThat(lines).containsExactly("failed: " + file + ": it exists already");
    }
}
