package io.stemedb.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.backup.Backup;
import io.stemedb.backup.LastBackup;
import io.stemedb.backupset.ClusterManifest;
import io.stemedb.backupset.ClusterManifestFile;
import io.stemedb.backupset.Holdings;
import io.stemedb.backupset.NodeBackup;
import io.stemedb.files.LocalDisk;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} says of the backup of a cluster: three nodes, and the manifest that names their backups. */
class VerifyRunTest {
    private static final int SHARDS = 4;
    private static final List<String> NODES = List.of("node1", "node2", "node3");

    private final LocalDisk disk = new LocalDisk();
    private final List<String> lines = new ArrayList<>();
    private long wall = 1_760_000_000_000_000L;
    private int claims;

    @TempDir
    Path folder;

    private Path backups;
    private Path manifest;
    private List<NodeBackup> taken;

    @BeforeEach
    void backUpThreeNodes() throws IOException {
        backups = folder.resolve("backups").toAbsolutePath();
        taken = new ArrayList<>();
        for (String node : NODES) {
            taken.add(take(node));
        }
        manifest = write(true, Map.of());
    }

    /** Takes a backup of a node, which has more claims each time. */
    private NodeBackup take(String node) throws IOException {
        wall += 2_000_000;
        Path data = folder.resolve(node);
        try (Database database = Database.open(
                SmallDatabase.in(data).named(node).shards(SHARDS).options(),
                OneThread.on(disk)
                        .clock(() -> wall)
                        .random(new Random(wall))
                        .merger(merge -> {})
                        .healer(Runnable::run)
                        .surroundings(),
                recorded -> {})) {
            for (int i = 0; i < 50; i++) {
                CanonicalJson value = CanonicalJson.ofCanonical("\"" + "x".repeat(100) + "\"");
                Claim claim = Claim.of("a/" + ++claims, "p", value, "who");
                var unused = database.recorder()
                        .submit(List.of(new Append(Completion.complete(claim, wall, this::key), null, null)));
            }
            while (database.step()) {
                // the next group
            }
            new Backup(disk, () -> wall, database, data, backups.resolve(node), true).run(Progress.UNWATCHED);
            LastBackup last = LastBackup.read(disk, data);
            String there = "/mnt/" + node + "/" + Path.of(last.folder()).getFileName();
            return new NodeBackup(node, there, last.lsn(), database.identity().storeName(), Holdings.NONE);
        }
    }

    /** Something of its own for each claim, from which its id follows. */
    private String key() {
        return String.format(Locale.ROOT, "%032x", claims);
    }

    private Path write(boolean covers, Map<String, String> missing) throws IOException {
        wall += 2_000_000;
        SortedMap<String, String> sorted = new TreeMap<>(missing);
        ClusterManifest.About about = new ClusterManifest.About("stemedb", "ab".repeat(16), SHARDS, 2);
        return ClusterManifestFile.write(
                disk, backups, new ClusterManifest(about, wall, covers, List.copyOf(taken), sorted));
    }

    private int verify(Path path) {
        lines.clear();
        return new VerifyRun(lines::add).verify(path);
    }

    private String verdict() {
        return lines.get(lines.size() - 1);
    }

    private void requireNotWell(String... words) {
        assertThat(verify(backups)).as("%s", lines).isEqualTo(BackupRun.FAILED);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("NOT WELL "))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(words));
        assertThat(verdict()).startsWith("verdict: not well: ").contains("take another backup");
    }

    private Path of(String node) {
        String there = taken.get(NODES.indexOf(node)).folder();
        return backups.resolve(node).resolve(there.substring(there.lastIndexOf('/') + 1));
    }

    private static void remove(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void a_whole_backup_of_a_cluster_is_read_and_the_verdict_says_how_to_restore_it() {
        for (Path path : List.of(backups, manifest)) {
            assertThat(verify(path)).as("%s", lines).isEqualTo(BackupRun.DONE);
            for (String node : NODES) {
                assertThat(lines).anyMatch(line -> line.startsWith("well: " + of(node) + ": 50 records"));
            }
            assertThat(lines).contains("well: " + manifest + ": node1, node2, node3, complete");
            assertThat(verdict())
                    .startsWith("verdict: well: " + manifest + " restores everything")
                    .endsWith("run stemedb-node restore for each of its 3 nodes");
        }
    }

    @Test
    void the_backups_of_one_node_are_read_without_a_manifest() {
        assertThat(verify(backups.resolve("node2"))).isEqualTo(BackupRun.DONE);
        assertThat(lines).noneMatch(line -> line.contains("node1") || line.startsWith("verdict"));
        assertThat(verify(folder.resolve("nothing"))).isEqualTo(BackupRun.FAILED);
    }

    @Test
    void the_missing_folder_of_a_node_is_named_and_where_it_was_put() throws IOException {
        remove(of("node2"));
        requireNotWell("node2", of("node2") + " is missing", taken.get(1).folder(), "copy it from there");
    }

    @Test
    void a_backup_of_another_moment_is_named() throws IOException {
        remove(of("node2"));
        NodeBackup later = take("node2");
        String name = later.folder().substring(later.folder().lastIndexOf('/') + 1);
        Files.move(backups.resolve("node2").resolve(name), of("node2"));
        requireNotWell(
                "node2",
                "another moment",
                "LSN " + later.lsn(),
                "not to " + taken.get(1).lsn());
    }

    @Test
    void the_backup_of_another_node_or_of_another_store_is_named() throws IOException {
        remove(of("node2"));
        Files.move(of("node1"), of("node2"));
        assertThat(verify(backups)).isEqualTo(BackupRun.FAILED);
        assertThat(lines).anyMatch(line -> line.startsWith("NOT WELL node1: ") && line.contains("is missing"));
        assertThat(lines).anyMatch(line -> line.startsWith("NOT WELL node2: ") && line.contains("of node node1"));

        Files.move(of("node2"), of("node1"));
        remove(folder.resolve("node2"));
        remove(backups.resolve("node2"));
        NodeBackup anew = take("node2");
        String name = anew.folder().substring(anew.folder().lastIndexOf('/') + 1);
        Files.move(backups.resolve("node2").resolve(name), of("node2"));
        requireNotWell(
                "node2", "of store " + anew.store(), "not of " + taken.get(1).store());
    }

    @Test
    void a_torn_or_changed_manifest_is_named() throws IOException {
        byte[] whole = Files.readAllBytes(manifest);
        for (int length : List.of(0, 1, whole.length / 2, whole.length - 2)) {
            Files.write(manifest, java.util.Arrays.copyOf(whole, length));
            requireNotWell(manifest.toString(), "no manifest that can be read");
        }
        for (int position = 0; position < whole.length; position += 7) {
            Files.write(manifest, whole);
            flip(manifest, position);
            requireNotWell(manifest.toString(), "no manifest that can be read");
        }
        Files.writeString(manifest, new String(whole, UTF_8).replace(",", ", "));
        requireNotWell("it fails its check");
    }

    @Test
    void a_manifest_of_a_version_that_wrote_no_check_is_read() throws IOException {
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replaceFirst(",\"crc32c\":\"[0-9a-f]{8}\"}", "}"));
        assertThat(Files.readString(manifest)).isNotEqualTo(text);
        assertThat(verify(backups)).as("%s", lines).isEqualTo(BackupRun.DONE);
    }

    @Test
    void a_manifest_whose_names_lead_elsewhere_is_none() throws IOException {
        String text = Files.readString(manifest).replaceFirst(",\"crc32c\":\"[0-9a-f]{8}\"}", "}");
        for (String name : List.of("../node2", "/node2", "..", "", "no\\u0000de2", "a\\\\b")) {
            Files.writeString(manifest, text.replace("\"node_id\":\"node2\"", "\"node_id\":\"" + name + "\""));
            requireNotWell("no name of a file");
        }
    }

    @Test
    void another_file_beside_the_manifests_is_not_taken_for_the_newest() throws IOException {
        Files.copy(manifest, backups.resolve("cluster-old.json"));
        Files.writeString(backups.resolve("cluster-zero.json"), "{}");
        assertThat(verify(backups)).as("%s", lines).isEqualTo(BackupRun.DONE);
        assertThat(verify(backups.resolve("cluster-old.json"))).isEqualTo(BackupRun.DONE);
    }

    @Test
    void a_damaged_file_of_a_node_is_named_with_its_place() throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(of("node3").resolve("wal"))) {
            segment = files.findFirst().orElseThrow();
        }
        flip(segment, (int) Files.size(segment) / 2);
        requireNotWell("node3", "damaged");
        assertThat(lines).anyMatch(line -> line.startsWith("DAMAGED " + segment + " at offset "));
    }

    @Test
    void one_that_is_not_complete_is_not_well_until_there_is_a_newer_one_that_is() throws IOException {
        Path lacking = write(true, Map.of("node4", "its disk is full"));
        assertThat(verify(backups)).isEqualTo(BackupRun.FAILED);
        assertThat(lines).anyMatch(line -> line.startsWith("NOT COMPLETE " + lacking) && line.contains("node4"));
        assertThat(verdict())
                .contains(lacking + " is not complete: there is no backup of node4")
                .contains("until then, " + manifest + " restores everything");

        Path moved = write(false, Map.of());
        assertThat(verify(backups)).isEqualTo(BackupRun.FAILED);
        assertThat(verdict()).contains(moved + " is not complete: a copy was moved");

        Path complete = write(true, Map.of());
        assertThat(verify(backups)).as("%s", lines).isEqualTo(BackupRun.DONE);
        assertThat(verdict()).contains(complete + " restores everything");
    }
}
