package io.stemedb.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system with the promises that a real one gives, and no more.
 *
 * <p>Bytes are durable after {@link DiskFile#force}; a name (created, renamed or deleted) is durable after {@link
 * #forceDirectory} of its folder. Before that a crash may keep all, none or any part of it, in any order.
 */
public interface Disk {
    /** Makes a new empty file for reading and writing; fails where one exists. */
    DiskFile create(Path path) throws IOException;

    /** Opens an existing file for reading and writing. */
    DiskFile open(Path path) throws IOException;

    /** Opens an existing file for reading only. */
    DiskFile openToRead(Path path) throws IOException;

    /** The same, reading what the disk itself has and not what the system remembers of it, where that can be had. */
    default DiskFile openPastCache(Path path) throws IOException {
        return openToRead(path);
    }

    boolean exists(Path path);

    /**
     * The names of the files in a folder, sorted.
     *
     * @throws NoSuchFileException where there is no such folder
     */
    List<String> list(Path directory) throws IOException;

    /** The names of the folders in a folder, sorted. */
    List<String> folders(Path directory) throws IOException;

    /** Makes a folder and its parents where they are missing, durably. */
    void createDirectories(Path directory) throws IOException;

    /** Gives a file a new name at once, over one that has it already. */
    void rename(Path from, Path to) throws IOException;

    /**
     * Gives a file a second name; its bytes are there once, and go with the last name.
     *
     * @throws IOException where the new name is taken, or the two are not on one file system that can do so
     */
    void link(Path file, Path name) throws IOException;

    /** Removes a file; no fault where there is none. */
    void delete(Path path) throws IOException;

    /** Makes the names in a folder durable. */
    void forceDirectory(Path directory) throws IOException;

    /** A path without symbolic links, as far as it exists. */
    Path real(Path path) throws IOException;

    /** Bytes that can still be written below a folder. */
    long freeBytes(Path directory) throws IOException;
}
