package io.stemedb.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.access.Role;
import io.stemedb.access.TokenFile;
import io.stemedb.files.LocalDisk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRunTest {
    @TempDir
    Path folder;

    @Test
    void of_commands_that_run_at_the_same_time_none_loses_what_another_has_made() throws Exception {
        Path file = folder.resolve(TokenFile.NAME);
        List<Thread> commands = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            commands.add(new Thread(() -> {
                for (int made = 0; made < 5; made++) {
                    new TokenRun(file, folder, random, Instant.EPOCH, line -> {}, line -> {}).create(Role.READER, "");
                }
            }));
        }
        commands.forEach(Thread::start);
        for (Thread command : commands) {
            command.join();
        }

        assertThat(new TokenFile(new LocalDisk(), file, folder).read()).hasSize(20);
    }
}
