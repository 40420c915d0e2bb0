package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/architecture.md to the code: its packages are those of the charters, in the words of the charters, and its
 * threads are those that the code names.
 * {@code mvn -pl stemedb-node -am test -Dtest=ArchitecturePageTest -Dstemedb.write=true} writes the tables of packages
 * anew.
 */
class ArchitecturePageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/architecture.md");
    private static final String BEGIN = "<!-- packages: written by ArchitecturePageTest from the charters -->\n";
    private static final String END = "<!-- end of packages -->\n";
    private static final Pattern NAMED = Pattern.compile("\"(stemedb-[a-z-]+)\"");
    private static final Pattern THREAD_ROW = Pattern.compile("(?m)^\\| `(stemedb-[a-z-]+)` \\|");

    /** What else bears the name of the project: programs, health checks, folders. */
    private static final Set<String> NO_THREADS = Set.of(
            "stemedb-node",
            "stemedb-admin",
            "stemedb-proof",
            "stemedb-started",
            "stemedb-live",
            "stemedb-ready",
            "stemedb-backups",
            "stemedb-run-");

    @Test
    void the_page_shows_each_package_in_the_words_of_its_charter() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String tables = CharterTables.of(ROOT);
        if (Boolean.getBoolean("stemedb.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + tables + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end))
                .as("docs/architecture.md; write it anew with -Dtest=ArchitecturePageTest -Dstemedb.write=true")
                .isEqualTo(tables);
    }

    @Test
    void the_page_lists_every_thread_that_the_code_names() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(ArchitecturePageTest::isProduct).toList()) {
                named.addAll(all(NAMED, Files.readString(file)));
            }
        }
        named.removeAll(NO_THREADS);
        String page = Files.readString(PAGE);
        String threads = page.substring(page.indexOf("## Threads"), page.indexOf("## Ports"));
        assertThat(all(THREAD_ROW, threads))
                .as("threads in docs/architecture.md")
                .containsExactlyInAnyOrderElementsOf(named);
    }

    private static boolean isProduct(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.endsWith(".java") && path.contains("/src/main/java/");
    }

    private static List<String> all(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.results().map((MatchResult one) -> one.group(1)).collect(Collectors.toList());
    }
}
