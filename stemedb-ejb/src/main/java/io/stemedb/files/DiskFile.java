package io.stemedb.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file. Positions are absolute, in bytes from 0, and never negative.
 *
 * <p>Any number of threads may read while one thread writes; only a file from {@link Disk#openPastCache} is for one
 * thread at a time. A read that overlaps a write may see a part of the write.
 *
 * <p>Methods throw {@link java.nio.channels.ClosedChannelException} after {@link #close}, and methods that write throw
 * {@link java.nio.channels.NonWritableChannelException} if the file is open for reading only.
 */
public interface DiskFile extends Closeable {
    /**
     * Reads into the buffer until the buffer is full or the file ends. The buffer's position moves on by what was read.
     * Bytes that were skipped by writing behind the end read as zeros.
     *
     * @return number of bytes read; 0, not -1, at or past the end
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes everything that remains in the buffer. The file grows if needed. Nothing is durable before {@link #force}.
     *
     * @throws IOException if the write fails; any part of the buffer may have been written
     */
    void write(ByteBuffer source, long position) throws IOException;

    /**
     * Makes content and size durable. The name is durable only after {@link Disk#forceDirectory}.
     *
     * @throws IOException if durability is in doubt. What was written since the last success may or may not survive,
     *     and forcing again proves nothing: the system may take the lost bytes for written.
     */
    void force() throws IOException;

    /** Length of the file in bytes, with everything that was written. */
    long size() throws IOException;

    /** Cuts the file to this many bytes. Has no effect if the file is not longer. Not durable before {@link #force}. */
    void truncate(long size) throws IOException;

    /** Closes the file, without forcing anything. Has no effect if the file is closed already. */
    @Override
    void close() throws IOException;
}
