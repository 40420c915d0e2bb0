package io.stemedb.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.LocalDisk;
import io.stemedb.recorder.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands say and leave behind that cannot do what they are asked for. */
class OfflineCommandsTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream both = new PrintStream(said, true, UTF_8);

    @TempDir
    Path folder;

    private int run(Object command, Object... words) {
        String[] texts = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            texts[i] = words[i].toString();
        }
        return new CommandLine(command).execute(texts);
    }

    private String said() {
        return said.toString(UTF_8);
    }

    @Test
    void a_refused_restore_leaves_its_target_as_missing_or_empty_as_it_was() throws IOException {
        Path missing = folder.resolve("made/for/it");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path nothing = Files.createDirectory(folder.resolve("no backups"));
        for (Path target : new Path[] {missing, empty}) {
            assertThat(run(new RestoreCommand(both, both), "--from", nothing, "--to", target))
                    .isEqualTo(1);
        }
        assertThat(folder.resolve("made")).doesNotExist();
        assertThat(empty).isEmptyDirectory();
        assertThat(said()).contains("failed: ").doesNotContain("node.lock");
    }

    @Test
    void a_refused_restore_removes_nothing_that_was_there() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Files.createFile(target.resolve("node.lock"));
        assertThat(run(new RestoreCommand(both, both), "--from", folder.resolve("none"), "--to", target))
                .isEqualTo(1);
        assertThat(target.resolve("node.lock")).exists();
    }

    /**
     * Whoever may not write the lock cannot know whether a node runs: it is asked, and both are said where none
     * answers.
     */
    @Test
    void a_backup_of_a_directory_whose_lock_cannot_be_written_says_so() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        new Identity(Identity.FORMAT, "node1", "00112233445566778899aabbccddeeff", 64, 7).write(new LocalDisk(), data);
        Path lock = Files.createDirectory(data.resolve("node.lock")); // which nobody can write, not even root
        Path config = Files.writeString(folder.resolve("node.toml"), "gateway_port = " + Ports.free() + "\n");
        assertThat(run(
                        new BackupCommand(both, both),
                        "--data-dir",
                        data,
                        "--to",
                        folder.resolve("backups"),
                        "--config",
                        config))
                .isEqualTo(1);
        assertThat(said())
                .contains("the data directory " + data + " cannot be used: " + lock)
                .contains("no node answers at http://127.0.0.1:");
    }

    @Test
    void a_gateway_that_was_named_is_all_that_is_said_of() throws IOException {
        URI gateway = URI.create("http://127.0.0.1:" + Ports.free());
        assertThat(run(new BackupCommand(both, both), "--to", folder, "--gateway", gateway))
                .isEqualTo(1);
        assertThat(said()).startsWith("stemedb-node: no node answers at " + gateway);
    }

    @Test
    void a_repair_without_an_identity_says_the_next_step() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        assertThat(run(new RepairCommand(both, both), "--data-dir", data)).isEqualTo(1);
        assertThat(said())
                .contains("failed: " + data + " has no identity.json; put that file back from a copy of the directory,"
                        + " or restore a backup into an empty one");
    }

    @Test
    void a_directory_that_rejoins_has_another_id_records_under_another_name_and_vouches_for_nothing()
            throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Identity before = new Identity(Identity.FORMAT, "node1", "00112233445566778899aabbccddeeff", 64, 7);
        before.write(new LocalDisk(), data);
        Files.writeString(data.resolve("filled"), "what it vouched for");
        Files.writeString(data.resolve("bases"), "that a majority counts it");

        assertThat(run(new RejoinCommand(both, both), "--data-dir", data, "--node-id", "node1b"))
                .isZero();
        Identity after = Identity.read(new LocalDisk(), data);
        assertThat(after.nodeId()).isEqualTo("node1b");
        assertThat(after.store()).isEqualTo(before.store());
        assertThat(after.recorder()).isNotEqualTo(before.recorder());
        assertThat(after.recorders().own(before.recorder())).isTrue();
        assertThat(data.resolve("filled")).doesNotExist();
        assertThat(data.resolve("bases")).as("nobody has counted node1b yet").doesNotExist();

        assertThat(run(new RejoinCommand(both, both), "--data-dir", data, "--node-id", "node1b"))
                .isEqualTo(1);
        assertThat(run(new RejoinCommand(both, both), "--data-dir", data, "--node-id", "a/b"))
                .isEqualTo(2);
        assertThat(said()).contains("node1b is the id that the directory has already", "is not 1 to 64 letters");
    }

    private String rejoined(Path config, Object... flags) throws IOException {
        Path data = Files.createTempDirectory(folder, "data");
        new Identity(Identity.FORMAT, "node1", "00112233445566778899aabbccddeeff", 64, 7).write(new LocalDisk(), data);
        List<Object> words = new ArrayList<>(List.of("--data-dir", data, "--config", config));
        words.addAll(List.of(flags));
        assertThat(run(new RejoinCommand(both, both), words.toArray()))
                .as(said())
                .isZero();
        return Identity.read(new LocalDisk(), data).nodeId();
    }

    @Test
    void a_configuration_that_still_names_the_old_id_is_passed_over_and_named() throws IOException {
        Path config = Files.writeString(folder.resolve("cluster.toml"), "[cluster]\nnode_id = \"node1\"\n");
        String made = rejoined(config);
        assertThat(made).startsWith("node-");
        assertThat(said())
                .contains("belongs to " + made + " now")
                .contains("file " + config + ", line 2 still names the node node1: set node_id to " + made);

        said.reset();
        assertThat(rejoined(config, "--node-id", "node1b")).isEqualTo("node1b");
        assertThat(said()).contains(config + ", line 2 still names the node node1: set node_id to node1b");
    }

    @Test
    void a_configuration_that_names_another_id_gives_it() throws IOException {
        Path config = Files.writeString(folder.resolve("cluster.toml"), "[cluster]\nnode_id = \"node1c\"\n");
        assertThat(rejoined(config)).isEqualTo("node1c");
        assertThat(said()).contains("belongs to node1c now").doesNotContain("still names");
        Path silent = Files.writeString(folder.resolve("node.toml"), "");
        assertThat(rejoined(silent)).startsWith("node-");
        assertThat(said()).doesNotContain("still names");
    }
}
