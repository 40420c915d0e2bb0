package io.stemedb.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** The build before this one, made from its commit: the first call takes minutes. */
final class PreviousBuild {
    private static final int NO_SUCH_COMMIT = 3;

    private PreviousBuild() {}

    /** Its layout. The test ends here where the checkout does not go back so far. */
    static Path home() throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("stemedb.command")).resolveSibling("previous-build");
        Process made = new ProcessBuilder(script.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        String home = new String(made.getInputStream().readAllBytes(), UTF_8).strip();
        int code = made.waitFor();
        assumeTrue(
                code != NO_SUCH_COMMIT,
                "NOT TESTED: this machine has a checkout without the commit of the previous build");
        assertThat(code).as("the previous build could not be made").isZero();
        return Path.of(home);
    }
}
