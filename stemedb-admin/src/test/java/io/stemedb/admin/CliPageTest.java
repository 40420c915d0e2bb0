package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/cli.md to the commands. */
class CliPageTest {
    private static final Path PAGE = Path.of("../docs/cli.md").toAbsolutePath().normalize();

    @Test
    void the_page_shows_each_command_as_it_is() throws IOException {
        if (Boolean.getBoolean("stemedb.write")) {
            Files.writeString(PAGE, CliPage.text());
        }
        assertThat(PAGE).exists();
        assertThat(Files.readString(PAGE))
                .as("docs/cli.md; write it anew with -Dtest=CliPageTest -Dstemedb.write=true")
                .isEqualTo(CliPage.text());
    }
}
