package io.stemedb.files;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file through {@link FileChannel}. Java closes a channel when a thread that uses it is interrupted, so reads have a
 * channel of their own that is opened again: a cancelled request must not close a run for everyone, let alone the
 * journal for its writer. Writing has no such mercy: who interrupts a writer gets a failed write.
 */
final class LocalFile implements DiskFile {
    private final Path path;
    /** Null if the file is open for reading only. */
    private final FileChannel writer;
    /** Null until the first read; guarded by this for changes. */
    private volatile FileChannel reader;

    private final Object key;
    private volatile boolean closed;

    private LocalFile(Path path, FileChannel writer, FileChannel reader) throws IOException {
        this.path = path;
        this.writer = writer;
        this.reader = reader;
        this.key = keyOf(path);
    }

    static LocalFile writable(Path path, FileChannel writer) throws IOException {
        return new LocalFile(path, writer, null);
    }

    static LocalFile readable(Path path) throws IOException {
        return new LocalFile(path, null, FileChannel.open(path, READ));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        return (int) reading(channel -> fill(channel, target.position(start), position));
    }

    @Override
    public long size() throws IOException {
        return writer != null ? writer.size() : reading(FileChannel::size);
    }

    private interface Reading {
        long from(FileChannel channel) throws IOException;
    }

    private long reading(Reading reading) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel channel = reader();
                try {
                    return reading.from(channel);
                } catch (ClosedByInterruptException ours) {
                    interrupted |= Thread.interrupted(); // or the next channel would be closed as well
                } catch (ClosedChannelException theirs) {
                    // another reader was interrupted in the channel that we shared
                }
                reopen(channel);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int fill(FileChannel channel, ByteBuffer target, long position) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            if (channel.read(target, position + target.position() - start) < 0) {
                break;
            }
        }
        return target.position() - start;
    }

    private FileChannel reader() throws IOException {
        FileChannel channel = reader;
        return channel != null ? channel : reopen(null);
    }

    private synchronized FileChannel reopen(FileChannel broken) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (reader != broken) {
            return reader; // somebody else has done it
        }
        if (!Objects.equals(keyOf(path), key)) {
            throw new IOException(path + " is another file now than the one that was opened");
        }
        reader = FileChannel.open(path, READ);
        return reader;
    }

    private static Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        FileChannel channel = writer();
        long at = position;
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
    }

    @Override
    public void force() throws IOException {
        // fdatasync: it leaves out only what reading back does not need (times); a changed size is forced with the
        // content, by POSIX's "synchronized I/O data integrity completion".
        writer().force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
        writer().truncate(size);
    }

    private FileChannel writer() {
        if (writer == null) {
            throw new NonWritableChannelException();
        }
        return writer;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        try {
            if (writer != null) {
                writer.close();
            }
        } finally {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
