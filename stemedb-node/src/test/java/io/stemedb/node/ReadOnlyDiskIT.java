package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file system that turned read-only under a running node: the server tries for minutes to delete what it has
 * unpacked.
 */
class ReadOnlyDiskIT {
    private static final int MEBIBYTES = 256;

    @TempDir
    Path folder;

    private RunningNode start(OwnDisk disk) throws IOException {
        return RunningNode.startOn(
                        disk,
                        folder,
                        "--data-dir",
                        disk.inside().resolve("data").toString())
                .awaitReady();
    }

    private static void write(RunningNode node) throws Exception {
        assertThat(node.post(
                                "/v1/assert",
                                "application/json",
                                "{\"concept_path\":\"ro/1\",\"predicate\":\"p\",\"source\":\"it\",\"value\":\"kept\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static void checkHeld(RunningNode node) throws Exception {
        assertThat(node.post("/v1/query", "application/json", "{\"concept_path\":\"ro/1\"}")
                        .body())
                .contains("\"value\":\"kept\"");
    }

    /** It waits for most of the time that a stop may take. */
    @Tag("full")
    @Test
    void a_stop_ends_in_bounded_time_and_the_next_start_has_everything() throws Exception {
        try (OwnDisk disk = OwnDisk.tmpfs(folder.resolve("disk"), MEBIBYTES)) {
            Path data = disk.inside().resolve("data");
            try (RunningNode node = start(disk)) {
                write(node);
                disk.turnReadOnly(data);

                node.terminate();

                assertThat(node.awaitEnd()).as(node.console()).isZero();
                assertThat(node.console())
                        .contains("StemeDB is stopping", "warning: the server did not end in time, 30 s after");
                assertThat(Files.exists(disk.seen(data.resolve("node.pid")))).isTrue();
            }
            disk.turnWritable(data);
            try (RunningNode node = start(disk)) {
                checkHeld(node);
            }
        }
    }

    @Test
    void a_second_signal_ends_it_at_once() throws Exception {
        try (OwnDisk disk = OwnDisk.tmpfs(folder.resolve("disk"), MEBIBYTES)) {
            try (RunningNode node = start(disk)) {
                disk.turnReadOnly(disk.inside().resolve("data"));
                node.terminate();

                Awaitility.await("the end")
                        .atMost(StopLimit.SERVER.dividedBy(2))
                        .until(() -> {
                            node.terminate();
                            return node.console().contains("told to stop again");
                        });

                assertThat(node.awaitEnd()).isBetween(0, 1); // by how far the engine was
            }
        }
    }
}
