package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build refuses what depends on the language, the encoding or the time zone of whoever starts a process. */
class ForbiddenCallsTest {
    private static final Path ROOT = Path.of("..");

    private static final List<String> REFUSED = List.of(
            "String.format(\"%d\", 1)",
            "\"%d\".formatted(1)",
            "\"I\".toLowerCase()",
            "\"i\".toUpperCase()",
            "System.out.printf(\"%d\", 1)",
            "System.out.format(\"%d\", 1)",
            "new java.util.Formatter()",
            "java.time.format.DateTimeFormatter.ofPattern(\"uuuu\")",
            "new java.time.format.DateTimeFormatterBuilder().toFormatter()",
            "java.text.NumberFormat.getInstance()",
            "new java.text.DecimalFormat(\"0\")",
            "java.text.MessageFormat.format(\"{0}\", 1)",
            "new java.text.SimpleDateFormat(\"y\")",
            "new java.util.Scanner(\"1\")",
            "java.util.Locale.getDefault()",
            "java.util.TimeZone.getDefault()",
            "java.time.ZoneId.systemDefault()",
            "java.time.LocalDate.now()",
            "new String(new byte[0])",
            "\"a\".getBytes()",
            "new java.io.FileReader(\"a\")");

    private static final List<String> TAKEN = List.of(
            "String.format(java.util.Locale.ROOT, \"%d\", 1)",
            "\"I\".toLowerCase(java.util.Locale.ROOT)",
            "java.time.format.DateTimeFormatter.ofPattern(\"uuuu\", java.util.Locale.ROOT)",
            "new String(new byte[0], java.nio.charset.StandardCharsets.UTF_8)");

    @TempDir
    Path folder;

    @Test
    void a_call_that_depends_on_the_process_is_refused() throws Exception {
        assertThat(refused(REFUSED)).containsExactlyElementsOf(REFUSED);
    }

    @Test
    void a_call_that_names_what_it_depends_on_is_taken() throws Exception {
        assertThat(refused(TAKEN)).isEmpty();
    }

    @Test
    void every_module_is_judged_so_main_and_tests() throws Exception {
        assertThat(Files.readString(ROOT.resolve("pom.xml")))
                .contains(
                        "<bundledSignature>jdk-unsafe</bundledSignature>",
                        ".mvn/forbidden-calls.txt</signaturesFile>",
                        "<phase>process-classes</phase>",
                        "<goal>check</goal>",
                        "<phase>process-test-classes</phase>",
                        "<goal>testCheck</goal>");
    }

    /**
     * Which of the calls are refused. They are compiled here, each in a class of its own, as the build would not take
     * them.
     */
    private List<String> refused(List<String> calls) throws Exception {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < calls.size(); i++) {
            source.append("class C" + i + " { Object it() throws Exception { return " + calls.get(i) + "; } }\n");
        }
        Path file = Files.writeString(folder.resolve("Calls.java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString()))
                .isZero();
        Checker checker = new Checker(new Silent(), ForbiddenCallsTest.class.getClassLoader());
        checker.addBundledSignatures("jdk-unsafe", "17");
        checker.parseSignaturesFile(ROOT.resolve(".mvn/forbidden-calls.txt").toFile());
        for (int i = 0; i < calls.size(); i++) {
            checker.addClassToCheck(folder.resolve("C" + i + ".class").toFile());
        }
        return checker.runWithResults().stream()
                .filter(result -> !result.getViolations().isEmpty())
                .map(result -> Integer.parseInt(result.getClassName().substring(1)))
                .sorted()
                .map(calls::get)
                .toList();
    }

    /** What is refused is asked for. */
    private static final class Silent implements Logger {
        @Override
        public void error(String message) {}

        @Override
        public void warn(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void debug(String message) {}
    }
}
