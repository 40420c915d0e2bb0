package io.stemedb.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The charters of all packages as tables in Markdown: a table for each module, a row for each package. */
final class CharterTables {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.0-9]+);");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Pattern TAG = Pattern.compile("\\{@(?:code|link(?:plain)?) ([^}]*)}");

    private CharterTables() {}

    static String of(Path root) throws IOException {
        StringBuilder tables = new StringBuilder();
        for (Path module : modules(root)) {
            tables.append("\n**").append(module.getFileName()).append("**\n\n");
            tables.append("| package | is | may use |\n|---|---|---|\n");
            rows(module).forEach(tables::append);
        }
        return tables.append('\n').toString();
    }

    private static List<Path> modules(Path root) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> rows(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(CharterTables::row)
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static String row(Path file) {
        try {
            String source = Files.readString(file);
            String charter = plain(first(COMMENT, source));
            return "| `" + shortened(first(PACKAGE, source)) + "` | " + firstSentence(charter) + " | " + mayUse(charter)
                    + " |\n";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new AssertionError("no " + pattern + " in: " + text);
        }
        return found.group(1);
    }

    /** The text of a comment on one line, with its code in backticks. */
    private static String plain(String comment) {
        String text =
                comment.replaceAll("(?m)^\\s*\\*", " ").replace("<p>", " ").replaceAll("\\s+", " ");
        return TAG.matcher(text.strip())
                .replaceAll(tag -> Matcher.quoteReplacement("`" + shortened(tag.group(1)) + "`"));
    }

    private static String shortened(String name) {
        return name.startsWith("io.stemedb.") ? name.substring("io.stemedb.".length()) : name;
    }

    private static String firstSentence(String charter) {
        return upToFullStop(charter);
    }

    private static String mayUse(String charter) {
        int from = charter.indexOf("May use: ");
        if (from < 0) {
            throw new AssertionError("a charter says what its package may use: " + charter);
        }
        return upToFullStop(charter.substring(from + "May use: ".length()));
    }

    /** A full stop ends a sentence only before a blank or at the end. */
    private static String upToFullStop(String text) {
        return text.split("\\.(?= |$)", 2)[0].strip();
    }
}
