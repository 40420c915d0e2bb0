package io.stemedb.node.edge;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.ParsingResult;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Writes chunks as the server does, and reads them by {@link Chunks}: the server refuses every extension of a chunk.
 */
final class ChunkedBodies implements TransferEncoding {
    private static final String CHUNKS = Chunks.class.getName();

    private final TransferEncoding server;

    ChunkedBodies(TransferEncoding server) {
        this.server = server;
    }

    /** A chunked body follows this head. */
    static void begin(HttpRequestPacket request) {
        request.setAttribute(CHUNKS, new Chunks());
    }

    @Override
    public boolean wantDecode(HttpHeader head) {
        return server.wantDecode(head);
    }

    @Override
    public boolean wantEncode(HttpHeader head) {
        return server.wantEncode(head);
    }

    @Override
    public void prepareSerialize(FilterChainContext context, HttpHeader head, HttpContent content) {
        server.prepareSerialize(context, head, content);
    }

    @Override
    public Buffer serializePacket(FilterChainContext context, HttpContent content) {
        return server.serializePacket(context, content);
    }

    /** Gives data of one chunk at most; what is behind it comes here again. */
    @Override
    public ParsingResult parsePacket(FilterChainContext context, HttpHeader head, Buffer bytes) {
        Chunks chunks = (Chunks) ((HttpRequestPacket) head).getAttribute(CHUNKS);
        while (bytes.hasRemaining() && !chunks.inData() && !chunks.done()) {
            chunks.take(bytes.get());
        }
        Buffer rest = null;
        if (chunks.done()) {
            rest = bytes.hasRemaining() ? bytes.split(bytes.position()) : null;
            HttpContent last = head.httpContentBuilder()
                    .content(Buffers.EMPTY_BUFFER)
                    .last(true)
                    .build();
            return ParsingResult.create(last, rest);
        }
        if (!bytes.hasRemaining()) {
            return ParsingResult.create(null, null);
        }
        if (bytes.remaining() > chunks.remaining()) {
            rest = bytes.split(bytes.position() + (int) chunks.remaining());
        }
        bytes.shrink();
        chunks.passed(bytes.remaining());
        return ParsingResult.create(head.httpContentBuilder().content(bytes).build(), rest);
    }
}
