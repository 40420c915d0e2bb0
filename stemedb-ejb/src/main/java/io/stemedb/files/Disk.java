package io.stemedb.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system that promises what a real one does, and no more. May be used from any thread.
 *
 * <p>Bytes are durable after {@link DiskFile#force}. A name that was created, renamed or deleted is durable after
 * {@link #forceDirectory} of its folder. Until then a crash may keep all of the changes, none, or any part, in any
 * order.
 *
 * <p>If a file or a folder is missing, methods throw {@link NoSuchFileException}, except those that say otherwise. A
 * full disk throws an {@link IOException} that {@link DiskFullException#behind} recognizes.
 */
public interface Disk {
    /**
     * Makes a new empty file and opens it for reading and writing.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken, which changes nothing
     */
    DiskFile create(Path path) throws IOException;

    /**
     * As {@link #create}, for what only the owner of the file may read.
     *
     * @param like a folder or a file whose owner the new file gets, if this process may choose: what an administrator
     *     writes is for the node to read. Like a file it is readable for others, too, as far as that is
     */
    default DiskFile createPrivate(Path path, Path like) throws IOException {
        return create(path);
    }

    /** Opens an existing file for reading and writing. Its content stays as it is. */
    DiskFile open(Path path) throws IOException;

    /**
     * Opens an existing file for reading only. The file's methods that write throw
     * {@link java.nio.channels.NonWritableChannelException}.
     */
    DiskFile openToRead(Path path) throws IOException;

    /**
     * Opens an existing file for reading only, for one thread at a time. If the system allows, reads bypass its cache:
     * the cache would go on returning what the disk has lost.
     */
    default DiskFile openPastCache(Path path) throws IOException {
        return openToRead(path);
    }

    /** Whether a file or a folder has this name. Also false if nobody can tell. */
    boolean exists(Path path);

    /**
     * Lists the files of a folder, without its folders.
     *
     * @return names without the path, sorted
     * @throws NoSuchFileException if the folder is missing
     * @throws java.nio.file.NotDirectoryException if the name is that of a file
     */
    List<String> list(Path directory) throws IOException;

    /**
     * Lists the folders directly below a folder.
     *
     * @return names without the path, sorted
     * @throws NoSuchFileException if the folder is missing
     * @throws java.nio.file.NotDirectoryException if the name is that of a file
     */
    List<String> folders(Path directory) throws IOException;

    /**
     * Makes a folder, and those above it, if they are missing. The names that this call makes are durable on return.
     *
     * @throws java.nio.file.FileAlreadyExistsException if a file has one of the names
     */
    void createDirectories(Path directory) throws IOException;

    /**
     * Gives a file a new name in one step. A file that has the name already is replaced: whoever looks sees the old
     * file or the new one, never none.
     *
     * @throws IOException if the file is missing, or if the two names are on different file systems
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Gives a file a second name (a hard link). Both names share the same bytes, which are freed with the last name.
     *
     * @param file an existing name
     * @param name the new name
     * @throws IOException if the new name is taken, if the two are on different file systems, or if the file system has
     *     no hard links
     */
    void link(Path file, Path name) throws IOException;

    /** Removes a file. Does nothing if the file is missing. A reader that has the file open keeps its content. */
    void delete(Path path) throws IOException;

    /** Makes durable which names a folder has. Says nothing about the content of its files. */
    void forceDirectory(Path directory) throws IOException;

    /** The absolute path without symbolic links. What does not exist yet at its end is appended as it stands. */
    Path real(Path path) throws IOException;

    /** Bytes that this process can still write below a folder. An estimate: others write too. */
    long freeBytes(Path directory) throws IOException;
}
