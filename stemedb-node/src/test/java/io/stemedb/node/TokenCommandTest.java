package io.stemedb.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.access.TokenText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TokenCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... words) {
        out.reset();
        err.reset();
        String[] all = Stream.concat(
                        Stream.of(words),
                        Stream.of("--data-dir", folder.resolve("data").toString()))
                .toArray(String[]::new);
        return new CommandLine(new TokenCommand(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)))
                .execute(all);
    }

    private String file() throws IOException {
        return Files.readString(folder.resolve("data/tokens.toml"));
    }

    @Test
    void a_token_is_printed_once_and_nothing_beside_it() throws IOException {
        assertThat(run("create", "--role", "operator", "--note", "alice")).isZero();

        String token = out.toString(UTF_8).strip();
        assertThat(TokenText.read(token)).isPresent();
        assertThat(file())
                .contains("alice")
                .doesNotContain(TokenText.read(token).orElseThrow().secret());
    }

    @Test
    void tokens_are_listed_and_revoked() throws IOException {
        run("create", "--role", "reader", "--note", "dashboard");
        String id = TokenText.read(out.toString(UTF_8).strip()).orElseThrow().id();

        assertThat(run("list")).isZero();
        assertThat(out.toString(UTF_8)).contains(id, "reader", "dashboard");
        assertThat(run("revoke", id)).isZero();
        assertThat(file()).contains("revoked_at");
        assertThat(run("revoke", "nobodynobody")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("nobodynobody");
    }

    @Test
    void what_is_no_role_or_no_command_is_refused() {
        assertThat(run("create", "--role", "king")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("reader, writer or operator");
        assertThat(run("create")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void a_damaged_file_is_left_as_it_is() throws IOException {
        run("create", "--role", "operator");
        Files.writeString(folder.resolve("data/tokens.toml"), "damaged");

        assertThat(run("create", "--role", "operator")).isEqualTo(1);
        assertThat(file()).isEqualTo("damaged");
    }

    @Test
    void the_token_of_a_command_comes_from_the_environment_or_a_file() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "stemedb_x\n");

        assertThat(Credential.of(Map.of("STEMEDB_TOKEN", "stemedb_y")).value()).isEqualTo("Bearer stemedb_y");
        assertThat(Credential.of(Map.of("STEMEDB_TOKEN_FILE", file.toString())).value())
                .isEqualTo("Bearer stemedb_x");
        assertThat(Credential.of(Map.of())).isEqualTo(Credential.NONE);
    }
}
