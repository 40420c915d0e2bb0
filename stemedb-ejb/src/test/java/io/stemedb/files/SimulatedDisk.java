package io.stemedb.files;

import io.stemedb.files.DiskHook.Operation;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that is no kinder than a real one. It keeps what the process sees apart from what is durable, fails
 * where its hook says so, and at a power cut decides from its seed what of the unforced rest is still there.
 *
 * <p>What happens to it is decided by the seed and the operations alone, so a run can be repeated.
 */
public final class SimulatedDisk implements Disk {
    private final SplittableRandom random;
    private final Map<Path, Folder> folders;
    private DiskHook hook = (operation, path) -> {};
    private long capacity = Long.MAX_VALUE;
    private boolean powered = true;

    public SimulatedDisk(RandomGenerator random) {
        this(new SplittableRandom(random.nextLong()), new TreeMap<>());
        folders.put(Path.of("/"), new Folder());
    }

    private SimulatedDisk(SplittableRandom random, Map<Path, Folder> folders) {
        this.random = random;
        this.folders = folders;
    }

    /** Is asked before each operation from here on. */
    public synchronized void hook(DiskHook newHook) {
        hook = newHook;
    }

    /** Limits how many bytes fit on this disk. */
    public synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    /** Ends this disk, and gives the one that the next process finds after a power cut. */
    public synchronized SimulatedDisk cutPower() {
        for (Folder folder : folders.values()) {
            folder.cutPower(chances());
            // sorted, and a file under two names settles once: the second time there is nothing left to settle
            folder.files().forEach(file -> file.cutPower(chances()));
        }
        return killProcess();
    }

    /**
     * Ends this disk, and gives the one that the next process finds after a kill: all is seen, none more is durable.
     */
    public synchronized SimulatedDisk killProcess() {
        powered = false;
        SimulatedDisk next = new SimulatedDisk(random, folders);
        next.capacity = capacity;
        return next;
    }

    /** Bytes of all files. */
    public synchronized long used() {
        return folders.values().stream()
                .flatMap(folder -> folder.files().stream())
                .distinct()
                .mapToLong(Inode::size)
                .sum();
    }

    /** How long a file is. */
    public synchronized long size(Path path) throws IOException {
        return file(path).size();
    }

    /** Flips one bit of a file, as an ageing disk does. */
    public synchronized void damage(Path path, long position) throws IOException {
        file(path).flip(position);
    }

    /** Whether the process on this disk is still running. */
    public synchronized boolean powered() {
        return powered;
    }

    @Override
    public synchronized DiskFile create(Path path) throws IOException {
        Folder folder = folderOf(path);
        if (folder.find(nameOf(path)) != null || folders.containsKey(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Inode inode = new Inode();
        doing(Operation.CREATE, path, () -> folder.link(nameOf(path), inode));
        return new SimulatedFile(this, path, inode, true);
    }

    @Override
    public synchronized DiskFile open(Path path) throws IOException {
        before(Operation.OPEN, path);
        return new SimulatedFile(this, path, file(path), true);
    }

    @Override
    public synchronized DiskFile openToRead(Path path) throws IOException {
        before(Operation.OPEN, path);
        return new SimulatedFile(this, path, file(path), false);
    }

    @Override
    public synchronized boolean exists(Path path) {
        requirePower();
        Folder folder = folders.get(path.getParent() == null ? path : path.getParent());
        return folders.containsKey(path) || (folder != null && folder.find(nameOf(path)) != null);
    }

    @Override
    public synchronized List<String> list(Path directory) throws IOException {
        before(Operation.LIST, directory);
        return folder(directory).names();
    }

    @Override
    public synchronized List<String> folders(Path directory) throws IOException {
        before(Operation.LIST, directory);
        folder(directory);
        return folders.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .map(SimulatedDisk::nameOf)
                .sorted()
                .toList();
    }

    @Override
    public synchronized void link(Path file, Path name) throws IOException {
        Inode inode = file(file);
        Folder folder = folderOf(name);
        if (folder.find(nameOf(name)) != null || folders.containsKey(name)) {
            throw new FileAlreadyExistsException(name.toString());
        }
        doing(Operation.LINK, name, () -> folder.link(nameOf(name), inode));
    }

    @Override
    public Path real(Path path) {
        return path.normalize();
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        requirePower();
        if (folders.containsKey(directory)) {
            return;
        }
        createDirectories(directory.getParent());
        if (folder(directory.getParent()).find(nameOf(directory)) != null) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        doing(Operation.CREATE_DIRECTORY, directory, () -> folders.put(directory, new Folder()));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        Inode inode = file(from);
        Folder source = folderOf(from);
        Folder target = folderOf(to);
        doing(Operation.RENAME, from, () -> {
            if (source == target) {
                source.rename(nameOf(from), nameOf(to));
            } else {
                target.link(nameOf(to), inode);
                source.unlink(nameOf(from));
            }
        });
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        requirePower();
        Folder folder = folders.get(path.getParent());
        if (folder != null && folder.find(nameOf(path)) != null) {
            doing(Operation.DELETE, path, () -> folder.unlink(nameOf(path)));
        }
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        Folder folder = folder(directory);
        // A file system that cannot write its names shuts down, so a failure loses nothing that a later force would not
        // mend.
        before(Operation.FORCE_DIRECTORY, directory);
        folder.force();
    }

    @Override
    public synchronized long freeBytes(Path directory) throws IOException {
        folder(directory);
        return Math.max(0, room());
    }

    long room() {
        if (capacity == Long.MAX_VALUE) {
            return Long.MAX_VALUE / 2;
        }
        return capacity - used();
    }

    /** Chances for one event: however many it takes, the next event has the same ones. */
    RandomGenerator chances() {
        return random.split();
    }

    /** How far a write got that was stopped. */
    byte[] someOf(byte[] data) {
        return Arrays.copyOf(data, (int) (random.nextDouble() * (data.length + 1)));
    }

    void before(Operation operation, Path path) throws IOException {
        requirePower();
        try {
            hook.before(operation, path);
        } catch (PowerCut cut) {
            powered = false; // so that no finally block goes on writing
            throw cut;
        }
    }

    /** Does it, or not, or stops the process before or after it. */
    void doing(Operation operation, Path path, Runnable change) throws IOException {
        requirePower();
        try {
            before(operation, path);
        } catch (PowerCut cut) {
            if (random.nextBoolean()) {
                change.run();
            }
            throw cut;
        }
        change.run();
    }

    void requirePower() {
        if (!powered) {
            throw new PowerCut("the process of this disk has ended");
        }
    }

    private Inode file(Path path) throws IOException {
        requirePower();
        Inode inode = folderOf(path).find(nameOf(path));
        if (inode == null) {
            throw new NoSuchFileException(path.toString());
        }
        return inode;
    }

    private Folder folderOf(Path path) throws IOException {
        return folder(path.getParent());
    }

    private Folder folder(Path directory) throws IOException {
        requirePower();
        Folder folder = folders.get(directory);
        if (folder == null) {
            Folder parent = folders.get(directory.getParent());
            if (parent != null && parent.find(nameOf(directory)) != null) {
                throw new NotDirectoryException(directory.toString());
            }
            throw new NoSuchFileException(directory.toString());
        }
        return folder;
    }

    private static String nameOf(Path path) {
        return path.getFileName() == null ? "/" : path.getFileName().toString();
    }
}
