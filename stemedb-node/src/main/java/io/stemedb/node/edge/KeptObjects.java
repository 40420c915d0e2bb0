package io.stemedb.node.edge;

import java.util.List;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.ThreadCache;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.Request;

/**
 * How many objects of a request each thread of the server keeps for the next one. Left alone it keeps 16 sets, as many
 * as a thread needs that serves one request after the other; but the listener's thread has one for every write that
 * waits for the disk, and a new set costs 30 kB of garbage a write.
 */
final class KeptObjects {
    private static final int FOR_EACH_THREAD = 128;

    private KeptObjects() {}

    /** Before the first request: whoever asks first for a place in the caches says how large it is. */
    static void reserve() {
        List.of(Request.class, FilterChainContext.class, Context.class, HttpContent.class)
                .forEach(kept -> ThreadCache.obtainIndex(kept, FOR_EACH_THREAD));
        for (Class<?> inner : HttpServerFilter.class.getDeclaredClasses()) {
            if (org.glassfish.grizzly.http.HttpRequestPacket.class.isAssignableFrom(inner)) {
                ThreadCache.obtainIndex(inner, FOR_EACH_THREAD);
            }
        }
    }
}
