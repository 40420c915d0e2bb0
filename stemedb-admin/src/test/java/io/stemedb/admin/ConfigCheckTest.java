package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a configuration says what the checker of the node says. */
class ConfigCheckTest {
    private static final String NODE = "stemedb.node";
    private final String before = System.getProperty(NODE);

    @TempDir
    Path folder;

    @AfterEach
    void setBack() {
        if (before == null) {
            System.clearProperty(NODE);
        } else {
            System.setProperty(NODE, before);
        }
    }

    private Session.Result check(String line, String script) throws IOException {
        Path node = Files.writeString(folder.resolve("a node"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwx------"));
        System.setProperty(NODE, node.toString());
        return new Session().run(line);
    }

    @Test
    void a_configuration_without_faults_is_shown() throws IOException {
        Session.Result result = check("config check my.toml", "echo \"$*\"");
        assertThat(result).isEqualTo(new Session.Result(0, "--check-config --config my.toml\n", ""));
    }

    @Test
    void a_fault_ends_it_as_refused_by_a_check_in_each_form() throws IOException {
        String script = "echo 'stemedb-node: warning: w' >&2; echo 'stemedb-node: f' >&2; exit 2";
        assertThat(check("config check", script)).isEqualTo(new Session.Result(5, "warning: w\nf\n", ""));
        Session.Result json = check("config check -o json", script);
        assertThat(json.code()).isEqualTo(5);
        assertThat(json.out()).contains("\"valid\": false", "\"faults\": [\"f\"]", "\"warnings\": [\"w\"]");
    }

    @Test
    void a_checker_that_fails_itself_is_no_verdict() throws IOException {
        assertThat(check("config check", "echo 'no Java'; exit 1").code()).isEqualTo(1);
    }

    @Test
    void without_a_node_beside_it_the_command_for_its_machine_is_named() {
        System.clearProperty(NODE);
        Session.Result result = new Session().run("config check");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("no stemedb-node", "--check-config").hasLineCount(1);
    }
}
