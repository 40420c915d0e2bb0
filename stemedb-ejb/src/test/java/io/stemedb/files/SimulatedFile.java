package io.stemedb.files;

import io.stemedb.files.DiskHook.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.util.Arrays;

/** An open file of a simulated disk; dies with it. */
final class SimulatedFile implements DiskFile {
    private final SimulatedDisk disk;
    private final Path path;
    private final Inode inode;
    private final boolean writable;
    private boolean closed;

    SimulatedFile(SimulatedDisk disk, Path path, Inode inode, boolean writable) {
        this.disk = disk;
        this.path = path;
        this.inode = inode;
        this.writable = writable;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.before(Operation.READ, path);
            return inode.read(target, position);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        synchronized (disk) {
            requireWritable();
            byte[] data = new byte[source.remaining()];
            source.get(data);
            try {
                disk.before(Operation.WRITE, path);
            } catch (IOException | PowerCut stopped) {
                inode.write(disk.someOf(data), position);
                throw stopped;
            }
            int fits = (int) Math.min(data.length, Math.max(0, disk.room() + inode.size() - position));
            inode.write(Arrays.copyOf(data, fits), position);
            if (fits < data.length) {
                throw new IOException(path + ": " + Faults.DISK_FULL);
            }
        }
    }

    @Override
    public void force() throws IOException {
        synchronized (disk) {
            requireWritable();
            try {
                disk.before(Operation.FORCE, path);
            } catch (IOException failed) {
                inode.failForce(disk.chances());
                throw failed;
            }
            inode.force();
        }
    }

    @Override
    public long size() throws IOException {
        synchronized (disk) {
            requireOpen();
            return inode.size();
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        synchronized (disk) {
            requireWritable();
            disk.doing(Operation.TRUNCATE, path, () -> inode.truncate(size));
        }
    }

    private void requireWritable() throws IOException {
        requireOpen();
        if (!writable) {
            throw new NonWritableChannelException();
        }
    }

    private void requireOpen() throws IOException {
        disk.requirePower();
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            closed = true;
        }
    }
}
