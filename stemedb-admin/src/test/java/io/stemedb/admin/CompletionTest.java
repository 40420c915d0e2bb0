package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real bash completes with the script. */
class CompletionTest {
    @TempDir
    Path folder;

    @Test
    void bash_completes_nouns_verbs_and_flags() throws Exception {
        Files.writeString(
                folder.resolve("script"), new Session().run("completion bash").out());
        assertThat(completed("")).contains("cluster", "node", "shard", "task", "backup", "version");
        assertThat(completed("node", "")).contains("list", "info", "shards", "drain", "undrain", "remove");
        assertThat(completed("node", "shards", "--l")).containsExactly("--leader");
        assertThat(completed("cluster", "health", "--output", "")).contains("table", "json", "csv");
    }

    @Test
    void zsh_gets_the_same_script() {
        assertThat(new Session().run("completion zsh").out())
                .isEqualTo(new Session().run("completion bash").out())
                .contains("bashcompinit");
    }

    private List<String> completed(String... words) throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder("COMP_WORDS=(stemedb-admin");
        for (String word : words) {
            line.append(" '").append(word).append('\'');
        }
        line.append("); COMP_CWORD=").append(words.length).append("; COMP_LINE=x; COMP_TYPE=9; ");
        String script = "compopt() { :; }; source '" + folder.resolve("script") + "'; " + line
                + "f=$(complete -p stemedb-admin | sed -E 's/.*-F ([^ ]+).*/\\1/'); $f; "
                + "printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", script)
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(out).isZero();
        return Arrays.stream(out.split("\n")).map(String::strip).toList();
    }
}
