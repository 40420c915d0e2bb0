package io.stemedb.files;

import static java.nio.file.StandardOpenOption.READ;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file read past the cache of the system, which would go on giving what a disk has long lost. For one thread. */
final class DirectFile implements DiskFile {
    /** What direct reads are aligned to: blocks of any disk and page of any cache. */
    private static final int ALIGNMENT = 4096;

    private static final int AT_ONCE = 64 * ALIGNMENT;

    private final FileChannel channel;
    private final ByteBuffer aligned =
            ByteBuffer.allocateDirect(AT_ONCE + ALIGNMENT).alignedSlice(ALIGNMENT);

    private DirectFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws UnsupportedOperationException if this file system knows no such reads; also as an {@link IOException}
     */
    static DirectFile open(Path path) throws IOException {
        if (ALIGNMENT % Files.getFileStore(path).getBlockSize() != 0) {
            throw new UnsupportedOperationException("blocks of another size");
        }
        return new DirectFile(FileChannel.open(path, READ, ExtendedOpenOption.DIRECT));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int got = 0;
        while (target.hasRemaining()) {
            long at = position + got;
            int skipped = (int) (at % ALIGNMENT);
            int wanted = Math.min(target.remaining(), AT_ONCE - skipped);
            int blocks = (skipped + wanted + ALIGNMENT - 1) / ALIGNMENT;
            int filled = fill(at - skipped, blocks * ALIGNMENT);
            int usable = Math.min(wanted, filled - skipped);
            if (usable <= 0) {
                break;
            }
            target.put(aligned.slice(skipped, usable));
            got += usable;
        }
        return got;
    }

    /** A read that ends within a block has met the end of the file: the next one would not be aligned. */
    private int fill(long start, int bytes) throws IOException {
        aligned.clear().limit(bytes);
        int filled = 0;
        while (filled < bytes && filled % ALIGNMENT == 0) {
            int read = channel.read(aligned, start + filled);
            if (read <= 0) {
                break;
            }
            filled += read;
        }
        return filled;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void write(ByteBuffer source, long position) {
        throw new NonWritableChannelException();
    }

    @Override
    public void force() {
        throw new NonWritableChannelException();
    }

    @Override
    public void truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
