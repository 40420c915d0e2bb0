package io.stemedb.admin.transfer;

import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes sure that one import of a file is under way at a time. The lock goes with its process, however that ends. */
final class Only implements Closeable {
    private final Path file;
    private final FileChannel channel;

    private Only(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @param mark the file of the mark; null if there is none, and so nothing to be kept apart */
    static Only of(Path mark) throws IOException {
        if (mark == null) {
            return new Only(null, null);
        }
        Path file = mark.resolveSibling(mark.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw Trouble.of(
                    Outcome.REFUSED,
                    "another import of this file is under way",
                    "wait for its end; " + file + " belongs to it");
        }
        return new Only(file, channel);
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    /** Nothing is left to go on with. */
    void done() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
