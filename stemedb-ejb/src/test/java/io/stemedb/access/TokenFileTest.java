package io.stemedb.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stemedb.files.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    private static final Instant NOW = Instant.parse("2026-11-25T14:02:24.937052Z");

    @TempDir
    Path folder;

    private TokenFile file;

    @BeforeEach
    void name() {
        file = new TokenFile(new LocalDisk(), folder.resolve(TokenFile.NAME), folder);
    }

    @Test
    void what_is_written_is_read_back_and_no_secret_is_in_it() throws IOException {
        TokenText text = TokenText.fresh(new Random(1));
        Token one = Token.of(text, Role.OPERATOR, "quotes \" and \\ and ü", NOW, "cli");
        Token two = Token.of(TokenText.fresh(new Random(2)), Role.READER, "", NOW, "cli")
                .endingAt(NOW.plusSeconds(5));
        Token three = Token.of(TokenText.fresh(new Random(3)), Role.READER, "", NOW, "cli")
                .revoked(NOW);

        file.write(List.of(one, two, three));

        assertThat(file.read()).containsExactly(one, two, three);
        assertThat(Files.readString(file.path())).doesNotContain(text.secret()).contains("[[token]]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void who_may_read_a_file_of_tokens_may_read_the_next_one() throws IOException {
        Files.writeString(file.path(), "");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));

        file.write(List.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_new_file_elsewhere_is_that_of_the_owner_of_the_data_directory() throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "NOT TESTED: this machine gives files away to root alone");
        Path home = Files.createDirectory(folder.resolve("data"));
        UserPrincipal node =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("12345");
        Files.setOwner(home, node);
        TokenFile elsewhere = new TokenFile(new LocalDisk(), folder.resolve("etc.toml"), home);

        elsewhere.write(List.of());
        assertThat(Files.getOwner(elsewhere.path())).isEqualTo(node);

        Files.setOwner(home, Files.getOwner(folder));
        elsewhere.write(List.of());
        assertThat(Files.getOwner(elsewhere.path())).as("kept").isEqualTo(node);
    }

    @Test
    void a_file_that_is_far_too_large_is_not_read() throws IOException {
        Files.write(file.path(), new byte[(1 << 20) + 1]);

        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("1048577");
    }

    @Test
    void no_file_is_no_tokens() throws IOException {
        assertThat(file.read()).isEmpty();
        assertThat(file.hasTokens()).isFalse();
    }

    @Test
    void a_file_that_nobody_can_read_is_taken_for_one_with_tokens() throws IOException {
        Files.writeString(file.path(), "[[token]]\nid = 7\n");

        assertThat(file.hasTokens()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = \"abc\"",
                "[[token]]\nsecret = \"abc\"",
                "[[token]]\nid = abc",
                "[[token]]\nid = \"a\"\nid = \"a\"",
                "[[token]]\nid = \"abcdefghijkl\"\nrole = \"king\"",
                "[[token]]\nid = \"abcdefghijkl\"\nrole = \"reader\"\nsha256 = \"00\"\ncreated_at = \"now\"",
                "[other]",
            })
    void what_is_no_file_of_tokens_is_refused_with_its_name(String text) throws IOException {
        Files.write(file.path(), text.getBytes(UTF_8));

        assertThatThrownBy(file::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.path().toString());
    }
}
