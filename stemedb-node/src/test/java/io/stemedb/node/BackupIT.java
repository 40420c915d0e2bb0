package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a real node under load, restores of them, and its archive. */
class BackupIT {
    private static final Pattern RECORDS = Pattern.compile("well: (\\S+): (\\d+) records up to LSN (\\d+)");
    private static final Pattern ROOT = Pattern.compile("\"(?:record_)?root\":\"[0-9a-f]{64}\"");
    private static final Pattern ARCHIVED = Pattern.compile("\"archived_lsn\":(\\d+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private RunningNode started(Path data) throws IOException {
        Path config = Files.writeString(
                folder.resolve("node.toml"),
                "[store]\ntable_size = \"1MiB\"\n[journal]\nsegment_size = \"4MiB\"\nretain = \"flushed\"\n"
                        + (data.endsWith("data") ? "archive_dir = \"" + archive() + "\"\n" : ""));
        return RunningNode.start(folder, "--data-dir", data.toString(), "--config", config.toString())
                .awaitReady();
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    private OperatorCommand done(Object... words) throws Exception {
        OperatorCommand command = OperatorCommand.run(folder, words);
        assertThat(command.exitCode()).as(command.said()).isZero();
        return command;
    }

    /** A node that is not the one whose directory was named must not pass its backup off as that one's. */
    private void refusesTheBackupOfAnother(URI gateway, Path backups) throws Exception {
        Path other = folder.resolve("other");
        try (RunningNode never =
                RunningNode.start(folder, "--data-dir", other.toString()).awaitReady()) {
            never.get(never.gatewayPort, "/admin/tasks");
        }
        OperatorCommand refused =
                OperatorCommand.run(folder, "backup", "--to", backups, "--gateway", gateway, "--data-dir", other);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.said()).contains("this node has store", "another node answers here");
    }

    private static TreeSet<String> exported(RunningNode node) throws Exception {
        return new TreeSet<>(
                node.get(node.httpPort, "/v1/export").body().lines().toList());
    }

    /** Of what was claimed and of every stored byte, shard by shard. */
    private static List<String> roots(RunningNode node) throws Exception {
        String shards = node.get(node.gatewayPort, "/cluster/shards").body();
        return ROOT.matcher(shards).results().map(MatchResult::group).toList();
    }

    private static void await(Ledger ledger, int acknowledged) {
        Awaitility.await("acknowledged writes")
                .atMost(RunningNode.PATIENCE)
                .until(() -> ledger.acknowledged() >= acknowledged);
    }

    @Test
    void a_backup_of_one_node_is_never_another_ones() throws Exception {
        try (RunningNode node = RunningNode.start(
                        folder, "--data-dir", folder.resolve("data").toString())
                .awaitReady()) {
            refusesTheBackupOfAnother(URI.create("http://127.0.0.1:" + node.gatewayPort), folder.resolve("backups"));
        }
    }

    /** The usual suite restores a whole cluster in {@link ClusterRestoreIT}. */
    @Tag("full")
    @Test
    void a_killed_node_is_restored_from_backups_taken_under_load() throws Exception {
        Files.createDirectories(archive());
        Path data = folder.resolve("data");
        Path backups = folder.resolve("backups");
        Ledger ledger = new Ledger();
        OperatorCommand second;
        try (RunningNode node = started(data);
                LoadWriters writers = LoadWriters.start(node.httpPort, ledger, 2, 1)) {
            URI gateway = URI.create("http://127.0.0.1:" + node.gatewayPort);
            await(ledger, 6_000);
            done("backup", "--to", backups, "--gateway", gateway, "--data-dir", data);
            await(ledger, 9_000);
            second = done("backup", "--to", backups, "--gateway", gateway);
            await(ledger, ledger.acknowledged() + 500);
            node.kill();
            node.awaitEnd();
        }
        assertThat(second.said()).contains("hard links", "neither from a lost disk");
        OperatorCommand verified = done("verify", backups);
        List<Matcher> found = verified.said()
                .lines()
                .map(RECORDS::matcher)
                .filter(Matcher::find)
                .toList();
        assertThat(found).hasSize(2);

        done("backup", "--to", backups, "--data-dir", data, "--config", folder.resolve("node.toml"));
        done("restore", "--from", backups, "--to", folder.resolve("all"));
        done("restore", "--from", found.get(0).group(1), "--to", folder.resolve("second"));
        assertThat(OperatorCommand.run(folder, "restore", "--from", backups, "--to", folder.resolve("all"))
                        .said())
                .contains("not empty");

        TreeSet<String> all;
        List<String> roots;
        try (RunningNode node = started(data)) {
            all = exported(node);
            roots = roots(node);
            load(node, 40_000); // which finishes the segment that the second backup ends in
            awaitArchived(node, Long.parseLong(found.get(0).group(3)));
        }
        try (RunningNode node = started(folder.resolve("all"))) {
            assertThat(exported(node)).isEqualTo(all);
            assertThat(roots(node)).hasSize(128).isEqualTo(roots);
            ledger.check(node, "restored from the backup of the stopped node");
        }
        try (RunningNode node = started(folder.resolve("second"))) {
            TreeSet<String> some = exported(node);
            assertThat(some).hasSize(Integer.parseInt(found.get(0).group(2)));
            assertThat(all.containsAll(some))
                    .as("nothing that the killed node has not")
                    .isTrue();
            assertThat(some).hasSizeGreaterThanOrEqualTo(9_000).hasSizeLessThan(all.size());
            pointInTime(found, some, roots(node));
        }
    }

    private static void awaitArchived(RunningNode node, long lsn) {
        Awaitility.await("an archive up to LSN " + lsn)
                .atMost(RunningNode.PATIENCE)
                .until(() -> {
                    Matcher archived = ARCHIVED.matcher(
                            node.get(node.httpPort, "/v1/health").body());
                    return archived.find() && Long.parseLong(archived.group(1)) >= lsn;
                });
    }

    /** From the first backup and the archive to where the second one ends: the same as the second one. */
    private void pointInTime(List<Matcher> found, TreeSet<String> some, List<String> roots) throws Exception {
        Path point = folder.resolve("point");
        List<Object> restore =
                List.of("restore", "--from", found.get(1).group(1), "--to", point, "--archive", archive(), "--until");
        OperatorCommand beyond = OperatorCommand.run(folder, with(restore, "999999999999"));
        assertThat(beyond.exitCode()).isEqualTo(1);
        assertThat(beyond.said()).contains("backup and archive end at LSN");
        done(with(restore, found.get(0).group(3)));
        try (RunningNode node = started(point)) {
            assertThat(exported(node)).isEqualTo(some);
            assertThat(roots(node)).isEqualTo(roots);
        }
    }

    private static Object[] with(List<Object> words, Object last) {
        List<Object> all = new ArrayList<>(words);
        all.add(last);
        return all.toArray();
    }

    @Test
    void a_flipped_byte_of_a_backup_is_named_with_file_and_offset() throws Exception {
        Files.createDirectories(archive());
        Path data = folder.resolve("data");
        Path backups = folder.resolve("backups");
        try (RunningNode node = started(data)) {
            load(node, 6_000);
            done("backup", "--copy", "--to", backups, "--gateway", "http://127.0.0.1:" + node.gatewayPort);
        }
        Path run;
        try (Stream<Path> files = Files.walk(backups)) {
            run = files.filter(file -> file.toString().endsWith(".mv"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(run);
        bytes[20_000] ^= 1;
        Files.write(run, bytes);
        OperatorCommand verified = OperatorCommand.run(folder, "verify", backups);
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.said()).contains("DAMAGED " + run + " at offset 16384");
        OperatorCommand restored =
                OperatorCommand.run(folder, "restore", "--from", backups, "--to", folder.resolve("to"));
        assertThat(restored.exitCode()).isEqualTo(1);
        assertThat(restored.said()).contains(run.toString());
        assertThat(OperatorCommand.run(folder, "verify").exitCode()).isEqualTo(2);
        assertThat(OperatorCommand.run(folder, "restore", "--from", backups, "--to", "x", "--until", "soon")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void while_the_archive_is_away_writes_go_on_and_it_is_caught_up_with_later() throws Exception {
        Files.createDirectories(archive());
        Path away = folder.resolve("away");
        try (RunningNode node = started(folder.resolve("data"))) {
            Files.move(archive(), away);
            load(node, 40_000);
            Awaitility.await("a node that misses its archive")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> node.get(node.httpPort, "/v1/health").body().contains("there is no folder"));
            assertThat(node.get(node.httpPort, "/metrics").body()).containsPattern("stemedb_archive_failing\\S* 1");
            Files.move(away, archive());
            Awaitility.await("an archive that is up to date")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> {
                        try (Stream<Path> files = Files.list(archive())) {
                            return files.count() >= 2
                                    && !node.get(node.httpPort, "/v1/health")
                                            .body()
                                            .contains("failure");
                        }
                    });
        }
    }

    private static void load(RunningNode node, int claims) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < claims; i++) {
            lines.append("{\"concept_path\":\"b/" + i + "\",\"predicate\":\"p\",\"value\":\"" + "x".repeat(150)
                    + "\",\"source\":\"it\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}\n");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort + "/v1/assertions"))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines.toString()))
                .build();
        assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
}
