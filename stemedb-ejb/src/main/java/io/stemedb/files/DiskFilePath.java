package io.stemedb.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.h2.store.fs.FilePath;

/**
 * A file of a {@link Disk} under a name that MVStore understands: {@code <scheme>:<absolute path>}. MVStore makes
 * slashes of backslashes, so that these are written as {@code %5C} in it.
 */
final class DiskFilePath extends FilePath {
    private final String scheme;
    private final Disk disk;
    /** The file to hand out when a path is opened for reading, if there is one prepared. */
    private final Function<Path, Optional<DiskFile>> prepared;

    private final Path path;

    private DiskFilePath(String scheme, Disk disk, Function<Path, Optional<DiskFile>> prepared, Path path) {
        this.scheme = scheme;
        this.disk = disk;
        this.prepared = prepared;
        this.path = path;
        this.name = scheme + ":" + encoded(path);
    }

    static DiskFilePath root(String scheme, Disk disk, Function<Path, Optional<DiskFile>> prepared) {
        return new DiskFilePath(scheme, disk, prepared, Path.of("/"));
    }

    String nameOf(Path file) {
        return scheme + ":" + encoded(file.toAbsolutePath());
    }

    private static String encoded(Path file) {
        return file.toString().replace("%", "%25").replace("\\", "%5C");
    }

    private static String decoded(String name) {
        return name.replace("%5C", "\\").replace("%25", "%");
    }

    private DiskFilePath at(Path file) {
        return new DiskFilePath(scheme, disk, prepared, file);
    }

    @Override
    public FilePath getPath(String fullName) {
        return at(Path.of(decoded(fullName.substring(scheme.length() + 1))));
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (mode.equals("r")) {
            Optional<DiskFile> file = prepared.apply(path);
            return new DiskFileChannel(name, file.isPresent() ? file.get() : disk.openToRead(path));
        }
        return new DiskFileChannel(name, disk.exists(path) ? disk.open(path) : disk.create(path));
    }

    @Override
    public boolean exists() {
        return disk.exists(path);
    }

    @Override
    public boolean isRegularFile() {
        return exists() && !isDirectory();
    }

    @Override
    public boolean isDirectory() {
        try {
            disk.list(path);
            return true;
        } catch (IOException notAFolder) {
            return false;
        }
    }

    @Override
    public boolean canWrite() {
        return true; // who may only read opens with readOnly()
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public FilePath getParent() {
        Path parent = path.getParent();
        return parent == null ? null : at(parent);
    }

    @Override
    public FilePath toRealPath() {
        return at(path.normalize());
    }

    @Override
    public long size() {
        try (DiskFile file = disk.openToRead(path)) {
            return file.size();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // Making, moving and deleting files is the store's own business, through the disk, with its folder forced.

    @Override
    public boolean createFile() {
        throw notThroughMvStore();
    }

    @Override
    public void createDirectory() {
        throw notThroughMvStore();
    }

    @Override
    public void delete() {
        throw notThroughMvStore();
    }

    @Override
    public void moveTo(FilePath newName, boolean atomicReplace) {
        throw notThroughMvStore();
    }

    @Override
    public boolean setReadOnly() {
        throw notThroughMvStore();
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        throw notThroughMvStore();
    }

    @Override
    public long lastModified() {
        throw notThroughMvStore();
    }

    private static UnsupportedOperationException notThroughMvStore() {
        return new UnsupportedOperationException("MVStore only opens, reads and writes files");
    }
}
