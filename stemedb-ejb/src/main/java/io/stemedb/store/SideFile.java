package io.stemedb.store;

import io.stemedb.files.BlockChecks;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.merkle.Sums;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * What stands beside a run: the check of each of its blocks, its filters, and the sums of its records. The sums stand
 * last and are read by {@link SideSums} when somebody asks for them: all runs together would keep megabytes of them in
 * memory for that.
 *
 * @param slots how many distinct slots the run has
 */
record SideFile(BlockChecks checks, long slots, Filters filters) {
    static final int MAGIC = 0x53544d53;

    /** Without sums. */
    static final int FIRST_VERSION = 1;

    /** Of a run in which every record is shown. */
    static final int ALL_SHOWN = 2;

    /** With the sums of records that are not shown before those of all. */
    static final int VERSION = 3;

    /** Writes it durably but for its name; returns its bytes. */
    byte[] write(Disk disk, Path path, Sums sums, Sums minus) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(minus.isEmpty() ? ALL_SHOWN : VERSION);
            out.writeLong(checks.length());
            for (int crc : checks.crcs()) {
                out.writeInt(crc);
            }
            out.writeLong(slots);
            filters.writeTo(out);
            SideSums.write(out, sums, minus);
        }
        try (DiskFile file = disk.create(path)) {
            file.write(ByteBuffer.wrap(bytes.toByteArray()), 0);
            file.force();
        }
        return bytes.toByteArray();
    }

    static int check(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    static SideFile read(Disk disk, Path path, RunEntry entry) throws IOException {
        if (!disk.exists(path)) {
            throw new StoreDamagedException(path, "the file is missing");
        }
        byte[] bytes = new byte[Math.toIntExact(entry.sideBytes())];
        try (DiskFile file = disk.openToRead(path)) {
            if (file.size() != bytes.length || file.read(ByteBuffer.wrap(bytes), 0) != bytes.length) {
                throw new StoreDamagedException(path, "it has " + file.size() + " bytes, not " + bytes.length);
            }
        }
        if (check(bytes) != entry.sideCheck()) {
            throw new StoreDamagedException(path, "it fails the check that the manifest has of it");
        }
        return parse(path, bytes);
    }

    /** One that no manifest vouches for. */
    static SideFile unchecked(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(all, 0);
            return parse(path, all.array());
        }
    }

    private static SideFile parse(Path path, byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int magic = in.readInt();
        int version = in.readInt();
        if (magic != MAGIC || version < FIRST_VERSION || version > VERSION) {
            throw new StoreDamagedException(path, "it has a format that this version does not read");
        }
        long length = in.readLong();
        int[] crcs = new int[BlockChecks.blocksOf(length)];
        for (int i = 0; i < crcs.length; i++) {
            crcs[i] = in.readInt();
        }
        return new SideFile(new BlockChecks(length, crcs), in.readLong(), Filters.readFrom(in));
    }
}
