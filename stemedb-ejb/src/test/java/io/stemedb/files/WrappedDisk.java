package io.stemedb.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another disk, to be changed in one respect. */
public class WrappedDisk implements Disk {
    protected final Disk disk;

    public WrappedDisk(Disk disk) {
        this.disk = disk;
    }

    /** The file to hand out for one of the disk below. */
    protected DiskFile wrap(Path path, DiskFile file) {
        return file;
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        return wrap(path, disk.create(path));
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        return wrap(path, disk.open(path));
    }

    @Override
    public DiskFile openToRead(Path path) throws IOException {
        return disk.openToRead(path);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public List<String> folders(Path directory) throws IOException {
        return disk.folders(directory);
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        disk.link(file, name);
    }

    @Override
    public Path real(Path path) throws IOException {
        return disk.real(path);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public long freeBytes(Path directory) throws IOException {
        return disk.freeBytes(directory);
    }
}
