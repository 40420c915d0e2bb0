package io.stemedb.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The disk of this machine. */
public final class LocalDisk implements Disk {
    @Override
    public DiskFile create(Path path) throws IOException {
        return LocalFile.writable(path, FileChannel.open(path, CREATE_NEW, WRITE));
    }

    @Override
    public DiskFile createPrivate(Path path, Path like) throws IOException {
        try {
            FileChannel file = FileChannel.open(
                    path,
                    Set.of(CREATE_NEW, WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            give(path, like);
            return LocalFile.writable(path, file);
        } catch (UnsupportedOperationException noPermissionsHere) {
            return create(path);
        }
    }

    /**
     * Whoever owns the folder may have put a link in the place of the file meanwhile, so that an administrator would
     * give away what it leads to: no link is followed.
     */
    static void give(Path path, Path like) {
        PosixFileAttributeView file = Files.getFileAttributeView(path, PosixFileAttributeView.class, NOFOLLOW_LINKS);
        try {
            // A folder may be reached by a link; a file that is one is none to go by.
            PosixFileAttributes model = Files.isDirectory(like)
                    ? Files.readAttributes(like, PosixFileAttributes.class)
                    : Files.readAttributes(like, PosixFileAttributes.class, NOFOLLOW_LINKS);
            if (model.isRegularFile()) {
                file.setGroup(model.group());
                file.setPermissions(model.permissions());
            }
            if (!model.isSymbolicLink()
                    && !model.owner().equals(file.readAttributes().owner())) {
                file.setOwner(model.owner());
            }
        } catch (IOException notAllowed) {
            // It stays that of whoever writes it, as every file does.
        }
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        return LocalFile.writable(path, FileChannel.open(path, WRITE));
    }

    @Override
    public DiskFile openToRead(Path path) throws IOException {
        return LocalFile.readable(path);
    }

    @Override
    public DiskFile openPastCache(Path path) throws IOException {
        try {
            return DirectFile.open(path);
        } catch (IOException | UnsupportedOperationException unknownHere) {
            return openToRead(path); // a file system in memory, say
        }
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return names(directory, Files::isRegularFile);
    }

    @Override
    public List<String> folders(Path directory) throws IOException {
        return names(directory, Files::isDirectory);
    }

    private static List<String> names(Path directory, Predicate<Path> kind) throws IOException {
        if (Files.isRegularFile(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(kind)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        try {
            Files.createDirectory(absolute);
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(absolute)) {
                throw raced;
            }
        }
        if (parent != null) {
            forceDirectory(parent);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this file system has no hard links", e);
        }
    }

    @Override
    public Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path there = absolute;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(absolute));
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        // A folder opens as a channel for reading on Linux, and fsync on it makes its names durable.
        try (FileChannel names = FileChannel.open(directory, READ)) {
            names.force(true);
        }
    }

    @Override
    public long freeBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }
}
