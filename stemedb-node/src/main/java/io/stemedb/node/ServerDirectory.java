package io.stemedb.node;

import io.stemedb.settings.NodeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * Everything the server writes for one start: {@code <data-dir>/run}, made anew each time, so that whatever a killed node has
 * left there goes with the next start, and nothing is ever left in the machine's temporary folder.
 */
final class ServerDirectory {
    private final Path run;

    private ServerDirectory(Path run) {
        this.run = run;
    }

    static ServerDirectory make(Path dataDirectory, Layout layout, NodeSettings node) throws StartRefused {
        try {
            ServerDirectory made = new ServerDirectory(dataDirectory.resolve("run"));
            delete(made.run);
            Files.createDirectories(made.temporary());
            Files.createDirectories(dataDirectory.resolve("log"));
            made.configure(layout.serverConfiguration(), node, dataDirectory.resolve("log/server.%g.log"));
            return made;
        } catch (IOException unwritable) {
            throw new StartRefused(
                    "cannot write below " + dataDirectory + ": " + Plainly.unwritable(dataDirectory, unwritable));
        }
    }

    /** The server's root directory. */
    Path root() {
        return run.resolve("server");
    }

    /** What stands for the machine's temporary folder. */
    Path temporary() {
        return run.resolve("tmp");
    }

    /** How the server logs. */
    Path logging() {
        return run.resolve("logging.properties");
    }

    private void configure(Path templates, NodeSettings node, Path log) throws IOException {
        Path config = Files.createDirectories(root().resolve("config"));
        try (Stream<Path> files = Files.list(templates)) {
            for (Path file : files.toList()) {
                Files.copy(file, config.resolve(file.getFileName().toString()));
            }
        }
        Path domain = config.resolve("domain.xml");
        Files.writeString(domain, Listeners.of(node).fill(Files.readString(domain)));
        String logging = Files.readString(templates.resolve("logging.properties"), StandardCharsets.UTF_8);
        // A percent sign starts a variable in the pattern, and a backslash an escape in the file.
        String pattern = log.getParent().toString().replace("%", "%%") + "/" + log.getFileName();
        Files.writeString(logging(), logging.replace("@log@", pattern.replace("\\", "\\\\")));
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
