package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that the file system takes works for every place that an operator names. */
class NamesOfPlacesIT {
    /** What URLs, class paths, variables, patterns, shells and property files read as something else. */
    private static final String ODD = " d?d#1%20+${x}$y\\u0041\\:!;&'\"`,*[x]{z}(=)<|>~@^é\n ü ";

    @TempDir
    Path folder;

    @Test
    void every_place_may_have_any_name_in_any_locale() throws Exception {
        Path data = folder.resolve(ODD + "data");
        Path archive = Files.createDirectory(folder.resolve(ODD + "archive"));
        Path backups = folder.resolve(ODD + "backups");
        Path config = Files.writeString(
                folder.resolve("@" + ODD + "config"),
                "[journal]\nsegment_size = \"4MiB\"\narchive_dir = '''" + archive + "'''\n");
        Path home = Installation.copy(folder.resolve(ODD + "home"), Set.of("classes.jsa"));
        Map<String, String> environment =
                Map.of("STEMEDB_HOME", home.toString(), "LC_ALL", "C", "TMPDIR", folder.toString());
        try (RunningNode node = RunningNode.startWith(
                        environment,
                        folder.resolve("out"),
                        "--data-dir",
                        data.toString(),
                        "--config",
                        config.toString())
                .awaitReady()) {
            assertThat(node.get(node.httpPort, "/v1/health").body()).contains("\"status\":\"healthy\"");
            assertThat(node.post("/v1/assertions", "application/x-ndjson", moreThanASegment())
                            .statusCode())
                    .isEqualTo(200);
            Awaitility.await("a segment in the archive")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> namesIn(archive).stream().anyMatch(name -> !name.startsWith(".")));
            assertThat(OperatorCommand.run(
                            environment,
                            folder,
                            "backup",
                            "--to",
                            backups,
                            "--gateway",
                            "http://127.0.0.1:" + node.gatewayPort))
                    .extracting(OperatorCommand::exitCode)
                    .isEqualTo(0);
            node.terminate();
            assertThat(node.awaitEnd()).as(node.console()).isZero();
        }
        assertThat(Files.readString(data.resolve("log/server.0.log"))).isNotBlank();
        assertThat(data.resolve("wal")).isNotEmptyDirectory();
        Path again = folder.resolve(ODD + "again");
        for (List<Object> command : List.<List<Object>>of(
                List.of("verify", backups),
                List.of("restore", "--from", backups, "--to", again, "--archive", archive),
                List.of("repair", "--data-dir", again))) {
            OperatorCommand done = OperatorCommand.run(environment, folder, command.toArray());
            assertThat(done.exitCode()).as("%s: %s", command, done.said()).isZero();
        }
        assertThat(namesIn(folder)).noneMatch(name -> name.contains("\ufffd"));
        assertThat(data.resolve("run")).as("what led to the server's folder").doesNotExist();
    }

    @Test
    void a_name_that_is_no_text_is_refused_before_anything_is_made() throws Exception {
        String command = "exec \"$0\" --data-dir \"$(printf 'd\\377d')\"";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command, System.getProperty("stemedb.command"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("STEMEDB_HOME", Installation.home().toString());
        builder.environment().put("STEMEDB_CONFIG_DIR", "/nowhere");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process refused = builder.start();
        assertThat(refused.waitFor(RunningNode.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(refused.exitValue()).isEqualTo(2);
        assertThat(folder.resolve("said"))
                .content()
                .contains("is not UTF-8", "symbolic link")
                .hasLineCount(1);
        assertThat(namesIn(folder)).containsExactly("said");
    }

    private static String moreThanASegment() {
        String value = "x".repeat(1000);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 6_000; i++) {
            lines.append("{\"concept_path\":\"a/b")
                    .append(i)
                    .append("\",\"predicate\":\"p\",\"source\":\"s\",\"value\":\"")
                    .append(value)
                    .append("\"}\n");
        }
        return lines.toString();
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
