package io.stemedb.cluster.simulation;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** All files of a directory as they were at a moment, to be put back later, as somebody does who knows no better. */
final class DiskImage {
    private final Map<Path, byte[]> files = new TreeMap<>();

    static DiskImage of(Disk disk, Path directory) throws IOException {
        DiskImage image = new DiskImage();
        image.take(disk, directory);
        return image;
    }

    private void take(Disk disk, Path directory) throws IOException {
        for (String name : disk.list(directory)) {
            try (DiskFile file = disk.openToRead(directory.resolve(name))) {
                ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
                file.read(bytes, 0);
                files.put(directory.resolve(name), bytes.array());
            }
        }
        for (String folder : disk.folders(directory)) {
            take(disk, directory.resolve(folder));
        }
    }

    /** Puts them on an empty disk. */
    void writeTo(Disk disk) throws IOException {
        for (Map.Entry<Path, byte[]> one : files.entrySet()) {
            disk.createDirectories(one.getKey().getParent());
            try (DiskFile file = disk.create(one.getKey())) {
                file.write(ByteBuffer.wrap(one.getValue()), 0);
                file.force();
            }
            disk.forceDirectory(one.getKey().getParent());
        }
    }
}
