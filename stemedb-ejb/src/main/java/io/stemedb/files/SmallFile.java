package io.stemedb.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Replaces files that are written as a whole: whoever looks, and whatever crashes, finds the old or the new one. */
public final class SmallFile {
    private SmallFile() {}

    /** Puts bytes in the place of what a file had, durably, its name too; the file need not be there. */
    public static void replace(Disk disk, Path path, byte[] bytes) throws IOException {
        replace(disk, path, bytes, disk::create);
    }

    /**
     * The same, and it stays with those who may read it: at first its owner.
     *
     * @param home a folder whose owner is that of the file if there was none before
     */
    public static void replacePrivate(Disk disk, Path path, Path home, byte[] bytes) throws IOException {
        Path like = disk.exists(path) ? path : home;
        replace(disk, path, bytes, temporary -> disk.createPrivate(temporary, like));
    }

    private interface Creating {
        DiskFile create(Path path) throws IOException;
    }

    private static void replace(Disk disk, Path path, byte[] bytes, Creating creating) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
        disk.delete(temporary); // what a crash left
        try (DiskFile file = creating.create(temporary)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force();
        }
        disk.rename(temporary, path);
        disk.forceDirectory(path.toAbsolutePath().getParent());
    }
}
