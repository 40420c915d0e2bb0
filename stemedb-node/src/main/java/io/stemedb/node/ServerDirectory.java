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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything the server writes for one start: {@code <data-dir>/run}, made anew each time, so that whatever a killed
 * node has left there goes with the next start. {@code run} is a link to a folder among the machine's temporary files
 * if the disk is too full for it, or if the data directory has a name that the server would misread. That folder goes
 * with the end of the node or with its next start.
 */
final class ServerDirectory implements AutoCloseable {
    /** Four times what a server was seen to write there. */
    private static final long ROOM = 16 << 20;

    private static final String ELSEWHERE = "stemedb-run-";

    /** The server takes paths for URLs and for texts with variables in them, so that only such a path means itself. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._-]{1,1000}");

    private final Path run;
    private final Path log;
    private final boolean elsewhere;
    private final boolean roomy;

    private ServerDirectory(Path run, Path log, boolean elsewhere, boolean roomy) {
        this.run = run;
        this.log = log;
        this.elsewhere = elsewhere;
        this.roomy = roomy;
    }

    static ServerDirectory make(Path dataDirectory, Layout layout, NodeSettings node) throws StartRefused {
        try {
            // The server resolves links, so that the name behind them counts.
            Path real = dataDirectory.toRealPath();
            Path run = real.resolve("run");
            deleteWithWhatItLeadsTo(run);
            Path log = Files.createDirectories(real.resolve("log"));
            boolean roomy = hasRoom(real);
            ServerDirectory made = roomy && isPlain(run)
                    ? new ServerDirectory(run, log, false, true)
                    : new ServerDirectory(elsewhere(run, log), log, true, roomy);
            Files.createDirectories(made.temporary());
            made.configure(layout.serverConfiguration(), node);
            return made;
        } catch (IOException unwritable) {
            throw new StartRefused(
                    "cannot write below " + dataDirectory + ": " + PlainReasons.unwritable(dataDirectory, unwritable));
        }
    }

    /** Whether a path means the same to Java, to a URL and to the server's configuration. */
    static boolean isPlain(Path path) {
        return PLAIN.matcher(path.toString()).matches();
    }

    /** Whether a node finds room below its data directory for what is not data. */
    static boolean hasRoom(Path dataDirectory) throws IOException {
        return Files.getFileStore(dataDirectory).getUsableSpace() >= ROOM;
    }

    /** Where it is, if there is no room for it below the data directory. */
    Optional<Path> forLackOfRoom() {
        return roomy ? Optional.empty() : Optional.of(run);
    }

    private static Path elsewhere(Path run, Path log) throws IOException, StartRefused {
        Path made = Files.createTempDirectory(ELSEWHERE).toRealPath();
        if (!isPlain(made)) {
            Files.delete(made);
            throw new StartRefused(
                    "the server can only work in a folder whose path is of the letters a to z, digits and"
                            + " . _ - alone, and is neither " + run + " nor " + made
                            + "; name another folder for temporary files"
                            + " with STEMEDB_JAVA_OPTS=-Djava.io.tmpdir=/tmp");
        }
        // So that the server finds it by a plain name.
        Files.createSymbolicLink(made.resolve("log"), log);
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
                Files.deleteIfExists(log.resolveSibling("run")); // what led there
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

    private void configure(Path templates, NodeSettings node) throws IOException {
        Path config = Files.createDirectories(root().resolve("config"));
        try (Stream<Path> files = Files.list(templates)) {
            for (Path file : files.toList()) {
                Files.copy(file, config.resolve(file.getFileName().toString()));
            }
        }
        Path domain = config.resolve("domain.xml");
        Files.writeString(domain, Listeners.of(node).fill(Files.readString(domain)));
        String logging = Files.readString(templates.resolve("logging.properties"), StandardCharsets.UTF_8);
        Path plain = elsewhere ? run.resolve("log") : log;
        Files.writeString(logging(), logging.replace("@log@", plain + "/server.%g.log"));
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
