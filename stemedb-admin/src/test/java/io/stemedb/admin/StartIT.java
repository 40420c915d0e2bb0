package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as the build has made it: its script, its layout, and the classes that are kept. */
class StartIT {
    /** What URLs, class paths, variables, patterns and shells read as something else. */
    private static final String ODD = " d?d#1%20+${x}$y\\u0041\\:!;&'\"`,*[x]{z}(=)<|>~@^é\n ü ";

    private static final Path SCRIPT = Path.of(System.getProperty("stemedb.command"));
    private static final Path HOME = Path.of(System.getProperty("stemedb.home"));

    @TempDir
    Path folder;

    /** What came of it. */
    record Ended(int code, String out, String err) {}

    private Ended run(Path script, Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("STEMEDB_"));
        builder.environment().putAll(Map.of("LANG", "C.UTF-8", "HOME", folder.toString()));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Ended(code, text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static Path copy(Path to, String without) throws IOException {
        try (Stream<Path> files = Files.walk(HOME)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(HOME.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.getFileName().toString().equals(without)) {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }

    @Test
    void a_command_answers_without_colours_when_nobody_looks() throws Exception {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Map<String, String> environment = Map.of("STEMEDB_GATEWAY", gateway.address());
            Ended ended = run(SCRIPT, environment, "cluster", "health");
            assertThat(ended).isEqualTo(new Ended(0, "✓ Cluster is healthy\n", ""));
            assertThat(run(SCRIPT, Map.of("STEMEDB_GATEWAY", gateway.address(), "LC_ALL", "C"), "cluster", "health"))
                    .isEqualTo(new Ended(0, "OK Cluster is healthy\n", ""));
            assertThat(run(SCRIPT, environment, "node", "list").out())
                    .contains("│ node1")
                    .doesNotContain("\u001b");
        }
        assertThat(run(SCRIPT, Map.of("STEMEDB_GATEWAY", "127.0.0.1:1"), "node", "list")
                        .code())
                .isEqualTo(3);
    }

    @Test
    void words_in_any_letters_reach_the_gateway_in_any_locale() throws Exception {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Map<String, String> environment = Map.of("STEMEDB_GATEWAY", gateway.address(), "LC_ALL", "POSIX");
            run(SCRIPT, environment, "compact", "--reason", "Größe 大");
            assertThat(gateway.asked()).containsExactly("POST /admin/compact {\"reason\":\"Größe 大\"}");
        }
    }

    @Test
    void it_is_found_through_links_and_in_places_with_any_name() throws Exception {
        Files.createSymbolicLink(folder.resolve("admin"), SCRIPT);
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("admin"));
        assertThat(run(second, Map.of(), "help").out()).contains("Usage: stemedb-admin");
        Files.delete(folder.resolve("admin"));
        for (String name : List.of("a b", ODD)) {
            Path home = copy(folder.resolve(name), "classes.jsa");
            Ended ended = run(
                    SCRIPT,
                    Map.of("STEMEDB_ADMIN_HOME", home.toString(), "TMPDIR", folder.toString()),
                    "node",
                    "--help");
            assertThat(ended.code()).as("%s: %s", name, ended).isZero();
        }
    }

    @Test
    void kept_classes_are_used_and_are_not_missed() throws Exception {
        Map<String, String> strict =
                Map.of("STEMEDB_ADMIN_JAVA_OPTS", "-Xshare:on -Xlog:class+load:file=" + folder + "/loaded");
        assertThat(run(SCRIPT, strict, "help").code()).isZero();
        assertThat(Files.readString(folder.resolve("loaded")))
                .contains("io.stemedb.admin.Main source: shared objects file");
        Path home = copy(folder.resolve("moved"), "");
        Ended moved = run(SCRIPT, Map.of("STEMEDB_ADMIN_HOME", home.toString()), "help");
        assertThat(moved.code()).isZero();
        assertThat(moved.err()).isEmpty();
        Ended empty = run(
                SCRIPT, Map.of("STEMEDB_ADMIN_HOME", folder.resolve("nothing").toString()), "help");
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("nothing is built in").hasLineCount(1);
    }
}
