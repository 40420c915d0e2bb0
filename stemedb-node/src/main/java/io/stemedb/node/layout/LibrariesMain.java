package io.stemedb.node.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes one jar of the libraries by which nodes speak to one another: {@code LibrariesMain folder-of-jars jar}. The
 * process looks for what is not there in every jar of its class path, thousands of times in a start, and a single node
 * uses none of these.
 */
public final class LibrariesMain {
    private LibrariesMain() {}

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[1]);
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (JoinedJar libraries = new JoinedJar(target)) {
            for (Path jar : jars(Path.of(args[0]))) {
                try (InputStream in = Files.newInputStream(jar)) {
                    libraries.add(in);
                }
            }
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
