package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/man to the commands. */
class ManPagesTest {
    private static final Path FOLDER =
            Path.of("../docs/man/man1").toAbsolutePath().normalize();

    @Test
    void each_page_says_of_its_commands_what_they_say() throws IOException {
        Map<String, String> pages = ManPages.all();
        if (Boolean.getBoolean("stemedb.write")) {
            Files.createDirectories(FOLDER);
            for (String gone : difference(found(), pages.keySet())) {
                Files.delete(FOLDER.resolve(gone));
            }
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }
        assertThat(found()).as("docs/man/man1").isEqualTo(pages.keySet());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(Files.readString(FOLDER.resolve(page.getKey())))
                    .as("%s; write it anew with -Dtest=ManPagesTest -Dstemedb.write=true", page.getKey())
                    .isEqualTo(page.getValue());
        }
    }

    @Test
    void groff_has_nothing_to_remark_on_any_page() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "groff"))),
                "NOT TESTED: this machine has no groff, so pages for man are not judged by it");
        for (String page : ManPages.all().values()) {
            Process groff = new ProcessBuilder("groff", "-man", "-Tutf8", "-ww", "-z")
                    .redirectErrorStream(true)
                    .start();
            groff.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
            groff.getOutputStream().close();
            String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(groff.waitFor()).as(said).isZero();
            assertThat(said).isEmpty();
        }
    }

    private static Set<String> found() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static Set<String> difference(Set<String> all, Set<String> some) {
        return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toSet());
    }
}
