package io.stemedb.files;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What a finished file must be: its exact length, and a CRC32C for each of its 4 KiB blocks (the last one may be
 * short).
 */
public final class BlockChecks {
    public static final int BLOCK_SIZE = 4096;
    private static final int BLOCKS_AT_ONCE = 256;

    private final long length;
    private final int[] crcs;

    public BlockChecks(long length, int[] crcs) {
        this.length = length;
        this.crcs = requireNonNull(crcs, "crcs").clone();
        if (length < 0 || blocksOf(length) != crcs.length) {
            throw new IllegalArgumentException(crcs.length + " block checks do not fit a file of " + length + " bytes");
        }
    }

    /** How many blocks a file of this length has. */
    public static int blocksOf(long length) {
        return Math.toIntExact((length + BLOCK_SIZE - 1) / BLOCK_SIZE);
    }

    /** Takes the checks of a file that is finished, in one pass from its beginning to its end. */
    public static BlockChecks of(DiskFile file) throws IOException {
        long length = file.size();
        int[] crcs = new int[blocksOf(length)];
        ByteBuffer blocks = ByteBuffer.allocateDirect(BLOCKS_AT_ONCE * BLOCK_SIZE);
        for (int block = 0; block < crcs.length; block += BLOCKS_AT_ONCE) {
            long position = (long) block * BLOCK_SIZE;
            blocks.clear().limit((int) Math.min(blocks.capacity(), length - position));
            if (file.read(blocks, position) < blocks.limit()) {
                throw new EOFException("the file became shorter than " + length + " bytes while its checks were taken");
            }
            blocks.flip();
            for (int next = block; blocks.hasRemaining(); next++) {
                crcs[next] = crcOfNextBlock(blocks);
            }
        }
        return new BlockChecks(length, crcs);
    }

    /** The exact length of the file. */
    public long length() {
        return length;
    }

    /** The checks in the order of the blocks. */
    public int[] crcs() {
        return crcs.clone();
    }

    /** Whether the next block of this buffer is what block {@code index} must be; moves the buffer past it. */
    boolean matches(int index, ByteBuffer blocks) {
        return crcOfNextBlock(blocks) == crcs[index];
    }

    private static int crcOfNextBlock(ByteBuffer blocks) {
        int size = Math.min(BLOCK_SIZE, blocks.remaining());
        CRC32C crc = new CRC32C();
        crc.update(blocks.slice(blocks.position(), size));
        blocks.position(blocks.position() + size);
        return (int) crc.getValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockChecks that && length == that.length && Arrays.equals(crcs, that.crcs);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(length) + Arrays.hashCode(crcs);
    }

    @Override
    public String toString() {
        return "checks of " + crcs.length + " blocks, " + length + " bytes";
    }
}
