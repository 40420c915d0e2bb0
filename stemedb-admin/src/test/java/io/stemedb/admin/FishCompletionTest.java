package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real fish completes with the script. */
class FishCompletionTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Files.writeString(
                folder.resolve("script.fish"),
                new Session().run("completion fish").out());
    }

    @Test
    void each_command_and_each_of_its_flags_is_in_the_script() {
        String script = FishCompletion.script();
        for (String name : Catalogue.NAMES) {
            String verb = name.substring(name.indexOf(' ') + 1);
            assertThat(script).contains(" -a " + verb + " -d ");
            Catalogue.verb(name)
                    .synopsis()
                    .flags()
                    .forEach(flag -> assertThat(script)
                            .contains("'__stemedb_admin_is " + name + "' -l "
                                    + flag.name().substring(2)));
        }
    }

    @Test
    void fish_completes_nouns_verbs_and_flags() throws Exception {
        assertThat(completed("")).contains("cluster", "node", "shard", "task", "backup", "version");
        assertThat(completed("node ")).contains("list", "info", "shards", "drain", "undrain", "remove");
        assertThat(completed("--output json node ")).contains("list").doesNotContain("cluster");
        assertThat(completed("node shards --l")).containsExactly("--leader");
        assertThat(completed("cluster health --output ")).contains("table", "json", "csv");
        assertThat(completed("cluster set ")).containsExactly("factor");
        assertThat(completed("completion ")).containsExactlyInAnyOrder("bash", "fish", "zsh");
    }

    @Test
    void fish_completes_what_is_named_before_the_verb() throws Exception {
        assertThat(completed("node node-2 sh")).containsExactly("shards");
        assertThat(completed("node node-2 shards --f")).containsExactly("--follower");
        assertThat(completed("node list ")).isEmpty();
    }

    /** Where fish is not installed, only the text of the script is tested. */
    private static List<String> completed(String line) throws IOException, InterruptedException {
        String path = System.getenv("PATH");
        assumeTrue(
                Arrays.stream(path.split(File.pathSeparator)).anyMatch(bin -> Files.isExecutable(Path.of(bin, "fish"))),
                "NOT TESTED: this machine has no fish, so its completion is not tried");
        ProcessBuilder builder = new ProcessBuilder(
                "fish",
                "--no-config",
                "-c",
                "source " + folder.resolve("script.fish") + "; complete -C'stemedb-admin " + line + "'");
        builder.environment().put("HOME", folder.toString());
        Process fish = builder.redirectErrorStream(true).start();
        fish.getOutputStream().close();
        String out = new String(fish.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fish.waitFor()).as(out).isZero();
        return out.isEmpty()
                ? List.of()
                : Arrays.stream(out.split("\n")).map(one -> one.split("\t")[0]).toList();
    }
}
