package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The preallocated file that becomes the next segment. Overwriting written blocks syncs twice as fast as growing a
 * file, and a full disk shows here, before any record depends on it.
 */
final class Spare {
    private static final String NAME = "spare.tmp";
    private static final int CHUNK = 1 << 20;

    private final Disk disk;
    private final Path path;
    private final long bytes;
    private volatile long reserve;
    private boolean ready;

    Spare(Disk disk, Path directory, long bytes) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
        this.bytes = bytes;
    }

    /** From now on the file is only made if so many bytes stay free beside it. */
    void reserve(long freeBytes) {
        reserve = freeBytes;
    }

    /**
     * Makes the file if it is not there yet. Slow (it writes the whole segment); safe from any thread.
     *
     * @throws DiskFullException if there is no room for it, before anything is written
     */
    synchronized void prepare() throws IOException {
        if (ready) {
            return;
        }
        disk.delete(path); // whatever a crash left is of unknown length and content
        refuseWithoutRoom();
        try (DiskFile file = disk.create(path)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
            for (long at = 0; at < bytes; at += CHUNK) {
                zeros.clear().limit((int) Math.min(CHUNK, bytes - at));
                file.write(zeros, at);
            }
            file.force();
        } catch (IOException e) {
            disk.delete(path); // give back what a full disk let us take
            throw e;
        }
        ready = true;
    }

    private void refuseWithoutRoom() throws IOException {
        long free = disk.freeBytes(path.getParent());
        if (free < bytes + reserve) {
            throw new DiskFullException(
                    "the next segment has " + bytes + " bytes and " + reserve + " must stay free, " + free + " are");
        }
    }

    /** Turns the file into a segment, durably; makes it first if nobody did. */
    synchronized DiskFile become(SegmentHeader header) throws IOException {
        prepare();
        ready = false; // whatever fails from here on, this file is not to be trusted again
        try (DiskFile file = disk.open(path)) {
            file.write(header.toBytes(), 0);
            file.force();
        }
        Path segment = path.resolveSibling(header.fileName());
        disk.rename(path, segment);
        disk.forceDirectory(path.getParent());
        return disk.open(segment);
    }
}
