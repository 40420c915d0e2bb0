package io.stemedb.node;

import io.stemedb.settings.NodeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything the server writes for one start: {@code <data-dir>/run}, made anew each time, so that whatever a killed node has
 * left there goes with the next start. Where the disk is too full for it, {@code run} is a link to a folder that is made among
 * the machine's temporary files, and goes with the end of the node or with its next start.
 */
final class ServerDirectory implements AutoCloseable {
    /** Four times what a server was seen to write there. */
    private static final long ROOM = 16 << 20;

    private static final String ELSEWHERE = "stemedb-run-";

    private final Path run;
    private final boolean elsewhere;

    private ServerDirectory(Path run, boolean elsewhere) {
        this.run = run;
        this.elsewhere = elsewhere;
    }

    static ServerDirectory make(Path dataDirectory, Layout layout, NodeSettings node) throws StartRefused {
        try {
            Path run = dataDirectory.resolve("run");
            deleteWithWhatItLeadsTo(run);
            ServerDirectory made = hasRoom(dataDirectory)
                    ? new ServerDirectory(run, false)
                    : new ServerDirectory(elsewhere(run), true);
            Files.createDirectories(made.temporary());
            Files.createDirectories(dataDirectory.resolve("log"));
            made.configure(layout.serverConfiguration(), node, dataDirectory.resolve("log/server.%g.log"));
            return made;
        } catch (IOException unwritable) {
            throw new StartRefused(
                    "cannot write below " + dataDirectory + ": " + Plainly.unwritable(dataDirectory, unwritable));
        }
    }

    /** Whether a node finds room below its data directory for what is not data. */
    static boolean hasRoom(Path dataDirectory) throws IOException {
        return Files.getFileStore(dataDirectory).getUsableSpace() >= ROOM;
    }

    /** Where it is, if not below the data directory. */
    Optional<Path> elsewhere() {
        return elsewhere ? Optional.of(run) : Optional.empty();
    }

    private static Path elsewhere(Path run) throws IOException {
        Path made = Files.createTempDirectory(ELSEWHERE);
        try {
            // The next start finds and removes it by this, whatever becomes of this one. A link takes no block of a
            // disk.
            Files.createSymbolicLink(run, made);
        } catch (IOException noRoomForAName) {
            System.getLogger(ServerDirectory.class.getName())
                    .log(System.Logger.Level.DEBUG, "nothing leads to " + made, noRoomForAName);
        }
        return made;
    }

    private static void deleteWithWhatItLeadsTo(Path run) throws IOException {
        if (!Files.isSymbolicLink(run)) {
            delete(run);
            return;
        }
        Path target = Files.readSymbolicLink(run);
        if (target.getFileName().toString().startsWith(ELSEWHERE)) { // an operator's own link is not ours to empty
            delete(target);
        }
        Files.delete(run);
    }

    /** Leaves nothing among the machine's temporary files. */
    @Override
    public void close() {
        if (elsewhere) {
            try {
                delete(run);
            } catch (IOException left) {
                System.getLogger(ServerDirectory.class.getName())
                        .log(System.Logger.Level.DEBUG, "not removed: " + run, left);
            }
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
