package io.stemedb.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A file on the local disk that one command at a time holds, in all processes. The lock is the operating system's and
 * ends with the process; the file stays.
 */
public final class HeldFile implements Closeable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final FileChannel channel;
    private final FileLock lock;

    private HeldFile(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits until nobody else holds it.
     *
     * @param home a folder whose owner the file gets if it is missing
     * @throws IOException also if somebody holds it for all of {@code patience}
     */
    public static HeldFile take(Path path, Path home, Duration patience) throws IOException {
        try {
            new LocalDisk().createPrivate(path, home).close();
        } catch (FileAlreadyExistsException thereAlready) {
            // A command before this one has made it.
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            return new HeldFile(channel, taken(path, channel, patience));
        } catch (IOException notTaken) {
            channel.close();
            throw notTaken;
        }
    }

    private static FileLock taken(Path path, FileChannel channel, Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException inThisProcess) {
                // It is let go as soon as by another process.
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new IOException("another command has held " + path + " for " + patience.toSeconds() + " s");
    }

    /** Whether it is still held. */
    public boolean isHeld() {
        return lock.isValid();
    }

    @Override
    public void close() throws IOException {
        channel.close(); // which lets go of it
    }
}
