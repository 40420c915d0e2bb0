package io.stemedb.files;

import static io.stemedb.files.BlockChecks.BLOCK_SIZE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A finished file that is believed only block by block: each block that a read touches is read whole and compared with
 * the check taken when the file was finished, every time, since a disk that was right yesterday may be wrong today.
 */
public final class CheckedFile implements DiskFile {
    private final Path path;
    private final DiskFile file;
    private final BlockChecks checks;
    private volatile IOException trouble;
    private volatile boolean refusesAfterTrouble;
    private volatile Consumer<IOException> told = failure -> {};

    private CheckedFile(Path path, DiskFile file, BlockChecks checks) {
        this.path = path;
        this.file = file;
        this.checks = checks;
    }

    /**
     * Opens a finished file.
     *
     * @throws DamagedBlockException if it has not the length that it was finished with
     */
    public static CheckedFile open(Disk disk, Path path, BlockChecks checks) throws IOException {
        DiskFile file = disk.openToRead(path);
        try {
            long size = file.size();
            if (size != checks.length()) {
                throw new DamagedBlockException(
                        path,
                        blockStart(Math.min(size, checks.length())),
                        "it has " + size + " bytes, not " + checks.length());
            }
            return new CheckedFile(path, file, checks);
        } catch (IOException | RuntimeException failure) {
            try (file) {
                throw failure;
            }
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (refusesAfterTrouble && trouble != null) {
            throw trouble;
        }
        try {
            return checkedRead(target, position);
        } catch (IOException failure) {
            if (trouble == null) {
                trouble = failure;
            }
            told.accept(failure);
            throw failure;
        }
    }

    private int checkedRead(ByteBuffer target, long position) throws IOException {
        int wanted = (int) Math.min(target.remaining(), checks.length() - position);
        if (wanted <= 0) {
            return 0;
        }
        long start = blockStart(position);
        long end = Math.min(checks.length(), blockStart(position + wanted + BLOCK_SIZE - 1));
        ByteBuffer blocks = ByteBuffer.allocate(Math.toIntExact(end - start));
        int got = file.read(blocks, start);
        if (got < end - start) {
            throw new DamagedBlockException(path, blockStart(start + got), "the file ends at byte " + (start + got));
        }
        blocks.flip();
        verify(blocks, start);
        target.put(blocks.slice((int) (position - start), wanted));
        return wanted;
    }

    private void verify(ByteBuffer blocks, long start) throws DamagedBlockException {
        while (blocks.hasRemaining()) {
            long offset = start + blocks.position();
            if (!checks.matches((int) (offset / BLOCK_SIZE), blocks)) {
                throw new DamagedBlockException(path, offset, "the block's CRC32C is not the one it was finished with");
            }
        }
    }

    private static long blockStart(long position) {
        return position / BLOCK_SIZE * BLOCK_SIZE;
    }

    /** Reads the whole file. */
    public void verifyAll() throws IOException {
        ByteBuffer part = ByteBuffer.allocate(64 * BLOCK_SIZE);
        for (long position = 0; position < checks.length(); position += part.capacity()) {
            read(part.clear(), position);
        }
    }

    /** The first failed read so far, be it damage or a disk that cannot read. */
    Optional<IOException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Tells of each failed read from now on. */
    void tell(Consumer<IOException> listener) {
        told = listener;
    }

    /** Whether one failed read makes all later ones fail, for a reader that would look for an answer elsewhere. */
    void refuseAfterTrouble(boolean refuse) {
        refusesAfterTrouble = refuse;
    }

    @Override
    public long size() {
        return checks.length();
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
        file.close();
    }
}
