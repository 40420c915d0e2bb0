package io.stemedb.archive;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * An archive in a folder, best on another disk. The folder is never made: one that is missing may be a disk that is.
 */
public final class FolderArchive implements Archive {
    private static final String UNFINISHED = ".part";
    private static final int CHUNK = 1 << 20;

    private final Disk disk;
    private final Path folder;

    public FolderArchive(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public List<String> list() throws IOException {
        try {
            return disk.list(folder).stream()
                    .filter(name -> !name.endsWith(UNFINISHED))
                    .toList();
        } catch (NoSuchFileException e) {
            throw new MissingArchiveException(place(), e);
        }
    }

    @Override
    public void put(String name, DiskFile content, long bytes, Check check) throws IOException {
        Path part = folder.resolve(name + UNFINISHED);
        disk.delete(part);
        try {
            write(part, content, bytes);
            try (DiskFile copy = disk.openToRead(part)) {
                check.of(copy);
            }
            disk.rename(part, folder.resolve(name));
            disk.forceDirectory(folder);
        } catch (IOException e) {
            giveBack(part, e);
            throw e;
        }
    }

    private void write(Path part, DiskFile content, long bytes) throws IOException {
        try (DiskFile file = disk.create(part)) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            for (long at = 0; at < bytes; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(CHUNK, bytes - at));
                if (content.read(buffer, at) < buffer.limit()) {
                    throw new IOException("what is to be archived as " + name(part) + " became shorter");
                }
                file.write(buffer.flip(), at);
            }
            file.force();
        }
    }

    private static String name(Path part) {
        String name = part.getFileName().toString();
        return name.substring(0, name.length() - UNFINISHED.length());
    }

    /** The room that a full disk let us take; the next try makes it anew anyway. */
    private void giveBack(Path part, IOException failure) {
        try {
            disk.delete(part);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return disk.openToRead(folder.resolve(name));
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(folder.resolve(name));
        disk.forceDirectory(folder);
    }
}
