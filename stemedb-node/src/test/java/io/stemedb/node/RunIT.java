package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run} in a checkout whose build is quick: its {@code mvn} only says what the real one says. */
class RunIT {
    @TempDir
    Path folder;

    private Path checkout;
    private Path caller;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = folder.resolve("a checkout");
        caller = Files.createDirectories(folder.resolve("some where"));
        Path original = Path.of(System.getProperty("stemedb.command"))
                .toRealPath()
                .resolve("../..")
                .normalize();
        for (String part : List.of(
                "run",
                "bin",
                "pom.xml",
                ".mvn",
                "server-config",
                "config/sample",
                "admin-console/pom.xml",
                "admin-console/src/main",
                "stemedb-admin/pom.xml",
                "stemedb-admin/src/main",
                "stemedb-admin/target/dist",
                "stemedb-node/pom.xml",
                "stemedb-node/src/main")) {
            Installation.copy(original.resolve(part), checkout.resolve(part), Set.of());
        }
        Installation.copy(checkout.resolve("stemedb-node/target/dist"), Set.of("built-from"));
    }

    private void maven(String script) throws IOException {
        Path mvn = Files.writeString(
                Files.createDirectories(folder.resolve("path")).resolve("mvn"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String run(Path command, int expected, String... flags) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command.toString()));
        all.addAll(List.of(flags));
        Path output = folder.resolve("console.txt");
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(caller.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEMEDB_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PATH", folder.resolve("path") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        assertThat(process.waitFor(RunningNode.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(expected);
        return Files.readString(output);
    }

    @Test
    void a_path_counts_from_where_the_caller_is_and_only_the_default_from_the_checkout() throws Exception {
        maven("exit 0\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("run"));
        Files.writeString(caller.resolve("node.toml"), "http_port = 1234\n");

        assertThat(run(link, 0, "--check-config", "--config", "node.toml"))
                .containsPattern("http_port +1234 +file node.toml, line 1")
                .containsPattern("data_dir +" + checkout.toRealPath().resolve("data") + " +default");
        assertThat(run(link, 0, "--check-config", "--data-dir", "its data"))
                .containsPattern("data_dir +" + caller.toRealPath().resolve("its data") + " +flag --data-dir");
    }

    @Test
    void flags_that_contradict_several_nodes_are_refused_before_anything_starts() throws Exception {
        maven("exit 0\n");

        assertThat(run(checkout.resolve("run"), 2, "--nodes", "3", "--bind", "::1"))
                .contains("./run: --bind makes no sense with --nodes");
        assertThat(run(checkout.resolve("run"), 2, "--nodes=3", "--rpc-port=1"))
                .contains("--http-port PORT moves them");
        assertThat(run(checkout.resolve("run"), 2, "--nodes", "many")).contains("a number from 1 to 9");
        assertThat(run(checkout.resolve("run"), 2, "--nodes", "3", "backup")).contains("bin/stemedb-node");
        assertThat(checkout.resolve("data")).doesNotExist();
    }

    @Test
    void a_build_says_what_it_is_at_and_happens_once() throws Exception {
        maven("""
                echo '[INFO] Scanning for projects...'
                echo '[INFO] Building StemeDB core 0.1.0                                        [2/4]'
                i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo "Downloaded from central: https://x (1 kB)"; done
                """);

        assertThat(run(checkout.resolve("run"), 0, "--version"))
                .startsWith("building StemeDB (a few minutes the first time) ...\n"
                        + "  StemeDB core 0.1.0\n  ... 100 files downloaded\nstemedb-node ");
        assertThat(run(checkout.resolve("run"), 0, "--version")).startsWith("stemedb-node ");
    }

    @Test
    void a_build_that_fails_says_why_and_starts_nothing() throws Exception {
        maven("echo '[INFO] so far'; echo '[ERROR] no such symbol'; exit 1\n");

        assertThat(run(checkout.resolve("run"), 1, "--version").lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("building StemeDB"),
                        line -> assertThat(line).isEqualTo("[ERROR] no such symbol"),
                        line -> assertThat(line)
                                .startsWith("./run: the build failed")
                                .contains("target/build.log"));
        assertThat(checkout.resolve("target/build.log")).content().contains("so far", "no such symbol");
    }

    @Test
    void a_checkout_in_a_place_that_java_cannot_build_in_says_so_before_it_builds() throws Exception {
        maven("echo 'never asked'; exit 1\n");
        Path odd = Files.createDirectories(folder.resolve("a:b"));
        Files.move(checkout, odd.resolve("checkout"));

        assertThat(run(odd.resolve("checkout/run"), 1, "--version"))
                .startsWith("./run: StemeDB cannot be built in " + odd.toRealPath())
                .contains("move it to a path without punctuation")
                .hasLineCount(1);
    }
}
