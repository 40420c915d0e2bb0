package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.journal.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VouchedManifestsTest {
    private final PlayedNode node = new PlayedNode(Retention.flushed());

    @BeforeEach
    void open() throws IOException {
        node.open();
        node.write(700);
    }

    @AfterEach
    void close() throws IOException {
        node.database.close();
    }

    @Test
    void each_byte_of_the_manifests_of_a_backup_is_vouched_for() throws IOException {
        Path backup = node.taken(true);
        for (String name : List.of("backup", "db/manifest")) {
            Path file = backup.resolve(name);
            for (long at = 0; at < node.disk.size(file); at++) {
                node.disk.damage(file, at);
                assertThat(node.problems(backup)).as("byte %d of %s", at, name).isNotEmpty();
                node.disk.damage(file, at);
            }
        }
        assertThat(node.problems(backup)).as("as it was").isEmpty();
    }
}
