package io.stemedb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stemedb.files.DataFolders;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Records how far the journal was forced. Without it, damage to the last group, or the loss of the newest segment,
 * could not be told from a torn tail. Two copies of the file exist, one beside the segments and one with the runs,
 * because a whole folder may be lost.
 *
 * <p>Each copy has two blocks, written in turn, so that a torn write leaves the block before it. A witness never claims
 * more than what was forced.
 */
final class Witness {
    static final String NAME = "witness";
    private static final int BLOCK = 4096;
    private static final byte[] MAGIC = "STEMEEND".getBytes(US_ASCII);
    private static final int VERSION = 1;
    private static final int USED = 8 + 4 + 3 * Long.BYTES;

    private final Disk disk;
    private final List<Path> places;
    private final long store;

    Witness(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.places = List.of(
                directory.resolve(NAME), DataFolders.beside(directory).runs().resolve(NAME));
        this.store = store;
    }

    /**
     * What it says.
     *
     * @param segment number of the newest segment then; 0 if nothing is said
     * @param lsn all before it was forced
     */
    record Said(long segment, long lsn) {
        static final Said NOTHING = new Said(0, 0);
    }

    /**
     * What is said last; nothing if both are missing, damaged or another store's, as the journal alone may still be
     * whole.
     */
    Said read() throws IOException {
        Said last = Said.NOTHING;
        for (Path place : places) {
            last = later(last, read(place));
        }
        return last;
    }

    private Said read(Path place) throws IOException {
        if (!disk.exists(place)) {
            return Said.NOTHING;
        }
        try (DiskFile file = disk.openToRead(place)) {
            Said said = later(block(file, place, 0), block(file, place, 1));
            if (said.equals(Said.NOTHING)) {
                System.getLogger(Witness.class.getName())
                        .log(System.Logger.Level.WARNING, "{0} cannot be read; the node writes a new one", place);
            }
            return said;
        }
    }

    /** Says more, durably. */
    void say(Said said) throws IOException {
        for (Path place : places) {
            say(place, said);
        }
    }

    private void say(Path place, Said said) throws IOException {
        if (!disk.exists(place)) {
            sayOnly(place, said);
            return;
        }
        try (DiskFile file = disk.open(place)) {
            int older = block(file, place, 0).lsn() <= block(file, place, 1).lsn() ? 0 : 1;
            file.write(bytes(said), (long) older * BLOCK);
            file.force();
        }
    }

    /** Forgets what was said before: for a journal that goes on from an earlier position. */
    void sayOnly(Said said) throws IOException {
        for (Path place : places) {
            sayOnly(place, said);
        }
    }

    private void sayOnly(Path place, Said said) throws IOException {
        disk.createDirectories(place.getParent());
        Path next = place.resolveSibling(NAME + ".tmp");
        disk.delete(next);
        try (DiskFile file = disk.create(next)) {
            file.write(bytes(said), 0);
            file.write(ByteBuffer.allocate(BLOCK), BLOCK);
            file.force();
        }
        disk.rename(next, place);
        disk.forceDirectory(place.getParent());
    }

    private static Said later(Said one, Said other) {
        return Stream.of(one, other)
                .max(Comparator.comparingLong(Said::lsn).thenComparingLong(Said::segment))
                .orElseThrow();
    }

    private ByteBuffer bytes(Said said) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        block.put(MAGIC).putInt(VERSION).putLong(store).putLong(said.segment()).putLong(said.lsn());
        block.putInt(check(block.array()));
        return block.rewind();
    }

    private Said block(DiskFile file, Path place, int number) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        try {
            if (file.read(block, (long) number * BLOCK) < BLOCK) {
                return Said.NOTHING;
            }
        } catch (IOException unreadable) { // no journal that is whole should stay closed for it
            System.getLogger(Witness.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} cannot be read: {1}", place, Reason.of(unreadable));
            return Said.NOTHING;
        }
        block.rewind();
        byte[] magic = new byte[MAGIC.length];
        block.get(magic);
        boolean known = Arrays.equals(magic, MAGIC) && block.getInt() == VERSION && block.getLong() == store;
        if (!known) {
            return Said.NOTHING;
        }
        Said said = new Said(block.getLong(), block.getLong());
        return block.getInt() == check(block.array()) ? said : Said.NOTHING;
    }

    private static int check(byte[] block) {
        CRC32C crc = new CRC32C();
        crc.update(block, 0, USED);
        return (int) crc.getValue();
    }
}
