package io.stemedb.node;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** The layout that the build has made, and copies of it. */
final class Installation {
    private Installation() {}

    static Path home() {
        return Path.of(System.getProperty("stemedb.home"));
    }

    /** A copy of it at {@code home}, whose big jars are the same files where the disk allows it. */
    static Path copy(Path home, Set<String> without) throws IOException {
        return copy(home(), home, without);
    }

    static Path copy(Path original, Path copy, Set<String> without) throws IOException {
        try (Stream<Path> parts = Files.walk(original)) {
            for (Path part : parts.toList()) {
                Path target = copy.resolve(original.relativize(part).toString());
                if (Files.isDirectory(part)) {
                    Files.createDirectories(target);
                } else if (!without.contains(part.getFileName().toString())) {
                    linkOrCopy(part, target);
                }
            }
        }
        return copy;
    }

    private static void linkOrCopy(Path part, Path copy) throws IOException {
        Files.createDirectories(copy.getParent());
        try {
            Files.createLink(copy, part);
        } catch (FileSystemException otherDisk) {
            Files.copy(part, copy);
        }
    }
}
