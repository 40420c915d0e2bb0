package io.stemedb.files;

import static io.stemedb.files.BlockChecks.BLOCK_SIZE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads finished files from beginning to end, from the disk if the system lets that be had, and compares with their
 * checks.
 */
public final class BlockScan {
    private static final int PIECE = 64 * BLOCK_SIZE;

    private final Disk disk;
    private final Pace pace;

    public BlockScan(Disk disk, Pace pace) {
        this.disk = disk;
        this.pace = pace;
    }

    /**
     * Reads a file that has a check of each block.
     *
     * @throws DamagedBlockException naming the first block that is not what it was
     */
    public void blocks(Path path, BlockChecks checks) throws IOException {
        try (DiskFile file = disk.openPastCache(path)) {
            if (file.size() != checks.length()) {
                throw new DamagedBlockException(path, 0, "it has " + file.size() + " bytes, not " + checks.length());
            }
            pieces(path, file, checks.length(), (piece, from) -> {
                while (piece.hasRemaining()) {
                    long at = from + piece.position();
                    if (!checks.matches((int) (at / BLOCK_SIZE), piece)) {
                        throw new DamagedBlockException(
                                path, at, "the block's CRC32C is not the one it was finished with");
                    }
                }
            });
        }
    }

    /** The CRC32C of a whole file of a known length, or of as much of it as there is. */
    public int check(Path path, long length) throws IOException {
        CRC32C crc = new CRC32C();
        try (DiskFile file = disk.openPastCache(path)) {
            pieces(path, file, length, (piece, from) -> crc.update(piece));
        }
        return (int) crc.getValue();
    }

    private interface Taker {
        void take(ByteBuffer piece, long from) throws IOException;
    }

    private void pieces(Path path, DiskFile file, long length, Taker taker) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < length; at += PIECE) {
            piece.clear().limit((int) Math.min(PIECE, length - at));
            int got = file.read(piece, at);
            if (got < piece.limit()) {
                throw new DamagedBlockException(path, at + got, "the file ends at byte " + (at + got));
            }
            pace.read(path, got);
            taker.take(piece.flip(), at);
        }
    }
}
