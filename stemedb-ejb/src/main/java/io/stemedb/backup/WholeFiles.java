package io.stemedb.backup;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.task.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Whole files: each gets its name once it is forced, so that a name stands for a file that was written to its end. */
final class WholeFiles {
    static final String UNFINISHED = ".part";
    private static final int CHUNK = 1 << 20;

    private WholeFiles() {}

    /** Fills a new file. */
    @FunctionalInterface
    interface Content {
        void writeTo(DiskFile file) throws IOException;
    }

    /** What a file has. */
    record Check(long bytes, int crc) {}

    /** Makes a file, durably, in the place of one that may be there. */
    static void make(Disk disk, Path path, Content content) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + UNFINISHED);
        disk.delete(part);
        try (DiskFile file = disk.create(part)) {
            content.writeTo(file);
            file.force();
        }
        disk.rename(part, path);
        disk.forceDirectory(path.getParent());
    }

    static void write(Disk disk, Path path, byte[] bytes) throws IOException {
        make(disk, path, file -> file.write(ByteBuffer.wrap(bytes), 0));
    }

    static void copy(Disk disk, Path from, Path to, Progress progress) throws IOException {
        try (DiskFile source = disk.openToRead(from)) {
            long bytes = source.size();
            make(disk, to, target -> {
                ByteBuffer part = ByteBuffer.allocate(CHUNK);
                for (long at = 0; at < bytes; at += part.limit()) {
                    AbortedException.when(progress);
                    part.clear().limit((int) Math.min(CHUNK, bytes - at));
                    if (source.read(part, at) < part.limit()) {
                        throw new EOFException(from + " became shorter while it was copied");
                    }
                    target.write(part.flip(), at);
                }
            });
        }
    }

    /** Reads a file to its end. */
    static Check check(Disk disk, Path path, Progress progress) throws IOException {
        CRC32C crc = new CRC32C();
        try (DiskFile file = disk.openToRead(path)) {
            long bytes = file.size();
            ByteBuffer part = ByteBuffer.allocate(CHUNK);
            for (long at = 0; at < bytes; at += part.limit()) {
                AbortedException.when(progress);
                part.clear().limit((int) Math.min(CHUNK, bytes - at));
                if (file.read(part, at) < part.limit()) {
                    throw new EOFException(path + " became shorter while it was read");
                }
                crc.update(part.flip());
            }
            return new Check(bytes, (int) crc.getValue());
        }
    }

    /** @throws BackupDamagedException if a file of a backup is not what was backed up */
    static void requireWhole(Disk disk, Path path, BackedUpFile file, Progress progress) throws IOException {
        if (!disk.exists(path)) {
            throw new BackupDamagedException(path, 0, "the file is missing");
        }
        if (!check(disk, path, progress).equals(new Check(file.bytes(), file.check()))) {
            throw new BackupDamagedException(
                    path,
                    0,
                    "it has changed since the backup; stemedb-node verify names the place and "
                            + "the backups that are whole");
        }
    }
}
