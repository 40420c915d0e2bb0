package io.stemedb.node.edge;

import java.nio.ByteBuffer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.ByteBufferWrapper;

/**
 * Bytes from the network, in memory of their own. The server reads into pieces of a thread's pool, and gives the whole
 * of a piece back when the first request in it has been read, though the next may be in there too: then the answer is
 * written over it.
 */
final class Received {
    private Received() {}

    /**
     * The unread bytes, from the start of a buffer on: what lies before them, the server's parser would take for part
     * of a method.
     */
    static Buffer own(Buffer read) {
        if (read.getClass() == ByteBufferWrapper.class) { // the rest of what was copied before
            return read.position() == 0 ? read : read.split(read.position());
        }
        byte[] bytes = new byte[read.remaining()];
        read.get(bytes);
        read.tryDispose();
        return new ByteBufferWrapper(ByteBuffer.wrap(bytes));
    }
}
