package io.stemedb.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data directory, held by this process alone. The lock is the operating system's, so that it ends with the process,
 * however that ends; the pid file is only for people and scripts.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "node.lock";

    private final Path directory;
    private final FileChannel lockFile;
    private final List<Path> made;

    /** @param made the lock file, then folders from the innermost on, as far as none of them was there before */
    private DataDirectory(Path directory, FileChannel lockFile, List<Path> made) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.made = made;
    }

    /** Whether no node has ever taken it. */
    static boolean isNew(Path directory) {
        return !Files.exists(directory.resolve(LOCK));
    }

    /** Whether a process holds the directory now. Also true if {@link #obstacle} keeps this user from finding out. */
    static boolean isInUse(Path directory) {
        if (isNew(directory)) {
            return false;
        }
        try (FileChannel lockFile = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
            FileLock lock = lockFile.tryLock();
            return lock == null;
        } catch (IOException | OverlappingFileLockException unusable) {
            return true;
        }
    }

    /** Why this user cannot take it, whoever holds it. */
    static Optional<String> obstacle(Path directory) {
        try (FileChannel lockFile = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
            return Optional.empty();
        } catch (IOException unusable) {
            return Optional.of(unusable(directory, unusable));
        }
    }

    private static String unusable(Path directory, IOException why) {
        return "the data directory " + directory + " cannot be used: " + PlainReasons.unwritable(directory, why);
    }

    static DataDirectory take(Path directory) throws StartRefused {
        List<Path> made = missing(directory.resolve(LOCK));
        try {
            Files.createDirectories(directory);
            FileChannel lockFile =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            DataDirectory taken = new DataDirectory(directory, lockFile, made);
            if (!taken.lock()) {
                lockFile.close();
                throw new StartRefused("another node" + taken.holder() + " already runs on " + directory
                        + "; stop it, or choose another directory with --data-dir");
            }
            taken.writePid();
            return taken;
        } catch (IOException unusable) {
            throw new StartRefused(unusable(directory, unusable));
        }
    }

    private static List<Path> missing(Path path) {
        List<Path> missing = new ArrayList<>();
        for (Path at = path; at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
    }

    Path path() {
        return directory;
    }

    /**
     * Removes what taking it made, if nothing else has come into it since: then it is as empty or missing as before.
     */
    void undo() throws StartRefused {
        try {
            Files.deleteIfExists(pidFile());
            if (isEmpty()) {
                for (Path one : made) {
                    Files.delete(one);
                }
            }
        } catch (IOException left) {
            throw new StartRefused(unusable(directory, left));
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> there = Files.list(directory)) {
            return there.allMatch(file -> file.endsWith(LOCK));
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(pidFile());
            lockFile.close();
        } catch (IOException ending) {
            // The process ends and the lock with it.
            System.getLogger(DataDirectory.class.getName()).log(System.Logger.Level.DEBUG, "not released", ending);
        }
    }

    /** A node that could be asked what it holds is not kept from it by a full disk. */
    private void writePid() throws IOException {
        try {
            Files.writeString(pidFile(), ProcessHandle.current().pid() + "\n");
        } catch (IOException unwritten) {
            if (ServerDirectory.hasRoom(directory)) {
                throw unwritten;
            }
            Files.deleteIfExists(pidFile());
        }
    }

    private boolean lock() throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    private String holder() throws IOException {
        return Files.exists(pidFile()) ? " (pid " + Files.readString(pidFile()).strip() + ")" : "";
    }

    private Path pidFile() {
        return directory.resolve("node.pid");
    }
}
