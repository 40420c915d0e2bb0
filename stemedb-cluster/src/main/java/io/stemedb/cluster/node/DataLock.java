package io.stemedb.cluster.node;

import io.stemedb.refusal.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a data directory to one server. A launcher that holds the directory already says so, and nothing is done here.
 * On any other server this takes the same lock on the same file, so that launchers and commands on stopped nodes keep
 * off. The lock is the operating system's: it ends with the process, however that ends.
 */
final class DataLock implements Closeable {
    private static final String FILE = "node.lock";

    private static final System.Logger LOGGER = System.getLogger(DataLock.class.getName());

    private final FileChannel file;

    private DataLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes it, for the first who asks.
     *
     * @param held whether this process's launcher holds the directory
     * @throws IOException if another server or command has it, or if the file cannot be written; the message says what
     *     to do
     */
    static DataLock take(Path directory, boolean held) throws IOException {
        if (held) {
            return new DataLock(null);
        }
        Files.createDirectories(directory);
        FileChannel file =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return new DataLock(file);
            }
            file.close();
        } catch (OverlappingFileLockException here) {
            // Another application in this very process has it. The file stays open: closing it would take that one's
            // lock away.
            LOGGER.log(System.Logger.Level.DEBUG, "{0} is locked by this process", directory);
        }
        throw new IOException("another server or command already works on the data directory " + directory
                + "; stop it, or name another directory with stemedb.node.data_dir");
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException ending) {
                LOGGER.log(System.Logger.Level.WARNING, "the data directory was not let go: {0}", Reason.of(ending));
            }
        }
    }
}
