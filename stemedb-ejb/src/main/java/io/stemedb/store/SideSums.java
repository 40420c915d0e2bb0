package io.stemedb.store;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.merkle.Sums;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The end of a side file: the sums of its run, then their check and how many bytes they are, so that they are found
 * from there.
 */
final class SideSums {
    private static final int TRAILER = 2 * Integer.BYTES;

    private SideSums() {}

    /**
     * Writes both sums.
     *
     * @param minus of records that are not shown, as another one of their id is; may be empty
     */
    static void write(DataOutputStream out, Sums sums, Sums minus) throws IOException {
        if (!minus.isEmpty()) {
            write(out, minus);
        }
        write(out, sums);
    }

    private static void write(DataOutputStream out, Sums sums) throws IOException {
        byte[] bytes = sums.bytes();
        out.write(bytes);
        out.writeInt(SideFile.check(bytes));
        out.writeInt(bytes.length);
    }

    /**
     * The sums of a run, without the rest of the file; empty if it was written by a version that took none.
     *
     * @throws StoreDamagedException if they are not what was written
     */
    static Optional<Sums> read(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            return version(file, path) == SideFile.FIRST_VERSION
                    ? Optional.empty()
                    : Optional.of(Sums.read(before(file, path, file.size())));
        }
    }

    /**
     * What the records of a run add up to that are not shown: empty if there are none.
     *
     * @throws StoreDamagedException if they are not what was written
     */
    static Sums minus(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            if (version(file, path) < SideFile.VERSION) {
                return new Sums();
            }
            long end = file.size() - TRAILER - before(file, path, file.size()).length;
            return Sums.read(before(file, path, end));
        }
    }

    private static int version(DiskFile file, Path path) throws IOException {
        ByteBuffer head = bytes(file, path, 0, TRAILER);
        if (head.getInt() != SideFile.MAGIC) {
            throw damaged(path);
        }
        return head.getInt();
    }

    /** The sums whose trailer ends at a position. */
    private static byte[] before(DiskFile file, Path path, long position) throws IOException {
        long end = position - TRAILER;
        ByteBuffer trailer = bytes(file, path, end, TRAILER);
        int check = trailer.getInt();
        int length = trailer.getInt();
        if (length < 0 || length > end) {
            throw damaged(path);
        }
        byte[] sums = bytes(file, path, end - length, length).array();
        if (SideFile.check(sums) != check) {
            throw damaged(path);
        }
        return sums;
    }

    private static ByteBuffer bytes(DiskFile file, Path path, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (file.read(bytes, from) < length) {
            throw damaged(path);
        }
        return bytes.flip();
    }

    private static StoreDamagedException damaged(Path path) {
        return new StoreDamagedException(path, "the sums of its run fail their check");
    }
}
