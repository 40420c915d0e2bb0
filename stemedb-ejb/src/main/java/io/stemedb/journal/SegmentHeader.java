package io.stemedb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The first block of a segment.
 *
 * @param number counts from 1; also the file's name
 * @param store the store incarnation that wrote it, so that a foreign file is known for one
 * @param firstLsn LSN of the first frame; where the segment before ends, exactly
 */
record SegmentHeader(long number, long store, long firstLsn) {
    /** Frames begin here: a whole block, so that overwriting a frame never touches the header. */
    static final int BYTES = 4096;

    private static final byte[] MAGIC = "STEMEJNL".getBytes(US_ASCII);
    private static final int VERSION = 1;
    private static final int USED = 8 + 4 + 3 * Long.BYTES;

    ByteBuffer toBytes() {
        ByteBuffer block = ByteBuffer.allocate(BYTES);
        block.put(MAGIC).putInt(VERSION).putLong(number).putLong(store).putLong(firstLsn);
        block.putInt(check(block.array()));
        return block.rewind();
    }

    static SegmentHeader read(Path path, DiskFile file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BYTES);
        if (file.read(block, 0) < BYTES) {
            throw new JournalDamagedException(path, 0, "the file is cut inside its header");
        }
        block.rewind();
        byte[] magic = new byte[MAGIC.length];
        block.get(magic);
        int version = block.getInt();
        SegmentHeader header = new SegmentHeader(block.getLong(), block.getLong(), block.getLong());
        if (!Arrays.equals(magic, MAGIC) || block.getInt() != check(block.array())) {
            throw new JournalDamagedException(path, 0, "its header is damaged");
        }
        if (version != VERSION) {
            throw new JournalDamagedException(path, 0, "it has journal format " + version + ", this version reads 1");
        }
        return header;
    }

    String fileName() {
        return fileName(number);
    }

    static String fileName(long number) {
        return String.format(Locale.ROOT, "%016d.wal", number);
    }

    /** The number that a file's name says; 0 for a name that is none. */
    static long numberOf(Path path) {
        String name = path.getFileName().toString();
        return name.matches("[0-9]{16}\\.wal") ? Long.parseLong(name.substring(0, 16)) : 0;
    }

    private static int check(byte[] block) {
        CRC32C crc = new CRC32C();
        crc.update(block, 0, USED);
        return (int) crc.getValue();
    }
}
