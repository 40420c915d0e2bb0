package io.stemedb.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.LocalDisk;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.Identity;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejoinRunTest {
    private final LocalDisk disk = new LocalDisk();
    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path directory;

    private String first;

    @BeforeEach
    void aNodeThatWasRemoved() throws IOException {
        Database.open(
                        SmallDatabase.in(directory).options(),
                        OneThread.on(disk).clock(() -> 1_760_000_000_000_000L).surroundings(),
                        recorded -> {})
                .close();
        first = id();
    }

    private String id() throws IOException {
        return Identity.read(disk, directory).nodeId();
    }

    private int rejoin(String id) {
        return new RejoinRun(directory, new Random(1), lines::add).run(id);
    }

    @Test
    void no_id_that_a_directory_had_is_given_to_it_again() throws IOException {
        assertThat(rejoin("second")).isEqualTo(RepairRun.DONE);
        assertThat(rejoin("third")).isEqualTo(RepairRun.DONE);
        for (String former : List.of(first, "second")) {
            assertThat(rejoin(former)).isEqualTo(RepairRun.FAILED);
            assertThat(lines.get(lines.size() - 1)).contains(former, "had before", "choose another one");
        }
        assertThat(rejoin("third")).isEqualTo(RepairRun.FAILED);
        assertThat(id()).isEqualTo("third");
    }

    /** The configuration may name the first one still. */
    @Test
    void a_configured_id_that_the_directory_had_before_is_not_chosen() throws IOException {
        rejoin("second");
        RejoinRun.Configured configured = new RejoinRun.Configured(first, "node.toml:3");
        assertThat(new RejoinRun(directory, new Random(1), lines::add).run(null, Optional.of(configured)))
                .isEqualTo(RepairRun.DONE);
        assertThat(id()).startsWith("node-").isNotIn(first, "second");
        assertThat(lines).anyMatch(line -> line.contains("node.toml:3 still names the node " + first));
    }
}
