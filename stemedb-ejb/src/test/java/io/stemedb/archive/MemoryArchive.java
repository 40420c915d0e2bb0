package io.stemedb.archive;

import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** An archive that keeps contents in memory, as one over the network would keep objects: without names on the way. */
final class MemoryArchive implements Archive {
    private final Map<String, byte[]> kept = new TreeMap<>();

    @Override
    public String place() {
        return "memory";
    }

    @Override
    public List<String> list() {
        return List.copyOf(kept.keySet());
    }

    @Override
    public void put(String name, DiskFile content, long bytes, Check check) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) bytes);
        if (content.read(all, 0) < bytes) {
            throw new IOException("it became shorter");
        }
        try (DiskFile copy = file(all.array())) {
            check.of(copy);
        }
        kept.put(name, all.array());
    }

    @Override
    public DiskFile open(String name) throws IOException {
        if (!kept.containsKey(name)) {
            throw new NoSuchFileException(name);
        }
        return file(kept.get(name));
    }

    private static DiskFile file(byte[] bytes) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        try (DiskFile file = disk.create(Path.of("/object"))) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
        return disk.openToRead(Path.of("/object"));
    }

    @Override
    public void delete(String name) {
        kept.remove(name);
    }
}
