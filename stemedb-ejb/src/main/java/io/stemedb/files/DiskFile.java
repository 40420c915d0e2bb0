package io.stemedb.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Positions are absolute; reads may go on beside one writer. */
public interface DiskFile extends Closeable {
    /** Fills as much of the buffer as the file has from this position; the bytes read, 0 at or past the end. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes the whole buffer, growing the file where it must. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Makes content and size durable. After a failure nothing is known of what was written since the last success. */
    void force() throws IOException;

    long size() throws IOException;

    /** Cuts the file to this size; no effect where it is shorter. */
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
}
