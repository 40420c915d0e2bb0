package io.stemedb.node.edge;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.ChunkedTransferEncoding;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/**
 * Reads requests and writes answers as the server's own codec does, but judges each head before anything acts on it,
 * and gives every refusal a body. Behind a refusal it closes the connection: where a broken request ends, nobody knows.
 */
final class EdgeCodec extends HttpServerFilter {
    /** Concept paths and tokens travel in headers and query strings; 32 KiB carries every one that is allowed. */
    static final int MOST_HEAD_BYTES = 32_768;

    static final int MOST_HEADERS = 100;

    /**
     * Of an answer that its reader does not take; then whoever writes it waits. Left alone, the server would take four
     * times what the kernel does, which is more than a whole answer: nobody would wait, and many such readers would
     * fill the heap.
     */
    private static final int MOST_UNSENT_BYTES = 64 * 1024;

    /** Marks a request whose client was not asked for its body yet, and waits for that. */
    static final String WAITING = "io.stemedb.waiting";

    private static final String PROBLEM = EdgeProblem.class.getName();

    /** What the server has no words for and would call CUSTOM. */
    private static final Map<Integer, String> PHRASES =
            Map.of(207, "Multi-Status", 429, "Too Many Requests", 507, "Insufficient Storage");

    private static final int CONTENT_TOO_LONG_TO_SKIP = 1 << 20;

    private final Edge edge;

    @SuppressWarnings("deprecation") // There is no other constructor, and the server uses this one too.
    EdgeCodec(Edge edge) {
        super(true, MOST_HEAD_BYTES, null, unlimited(), null, MOST_HEADERS, MimeHeaders.MAX_NUM_HEADERS_DEFAULT);
        setMaxPayloadRemainderToSkip(CONTENT_TOO_LONG_TO_SKIP);
        for (TransferEncoding encoding : getTransferEncodings()) {
            if (encoding instanceof ChunkedTransferEncoding) {
                removeTransferEncoding(encoding);
                addTransferEncoding(new ChunkedBodies(encoding));
            }
        }
        this.edge = edge;
    }

    /** Idle connections end by the filter that stands in front of this one. */
    private static KeepAlive unlimited() {
        KeepAlive keepAlive = new KeepAlive();
        keepAlive.setMaxRequestsCount(-1);
        keepAlive.setIdleTimeoutInSeconds(-1);
        return keepAlive;
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) throws IOException {
        if (context.getConnection().getTransport() instanceof TCPNIOTransport transport) {
            edge.seen(transport);
        }
        if (context.getConnection() instanceof NIOConnection raw) {
            raw.setMaxAsyncWriteQueueSize(MOST_UNSENT_BYTES);
        }
        if (!edge.opened(context.getConnection())) {
            Answers.turnAway(context.getConnection(), edge.connections().refusal());
            return context.getStopAction();
        }
        return super.handleAccept(context);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        boolean ofHead = edge.heads().read(context.getConnection());
        if (context.getMessage() instanceof Buffer read) {
            Buffer bytes = Received.own(read);
            if (ofHead) {
                bytes = HeadBytes.behindEmptyLine(bytes);
                if (!bytes.hasRemaining()) {
                    return context.getStopAction();
                }
                EdgeProblem otherProtocol = FirstByte.judge(bytes.get(bytes.position()));
                if (otherProtocol != null) {
                    Answers.turnAway(context.getConnection(), otherProtocol);
                    return context.getStopAction();
                }
            }
            context.setMessage(bytes);
        }
        return super.handleRead(context);
    }

    @Override
    public NextAction handleClose(FilterChainContext context) throws IOException {
        edge.gone(context.getConnection());
        return super.handleClose(context);
    }

    @Override
    protected void onHttpHeadersParsed(HttpHeader header, MimeHeaders headers, FilterChainContext context) {
        HttpRequestPacket request = (HttpRequestPacket) header;
        HeadRules.check(request, headers);
        HeadBytes.check(context.getMessage());
        if (edge.connections().isBeyond(context.getConnection())) {
            throw new Refused(edge.connections().refusal());
        }
        if (request.isChunked()) {
            ChunkedBodies.begin(request);
        }
        ignoreUpgrade(request, headers);
        edge.heads().complete(context.getConnection());
    }

    /**
     * A server need not take up an offer to speak another protocol, and then the request is one like any other. Left
     * in, the server would end the connection behind the answer without saying so, and the client's next request on it
     * would fail.
     */
    private static void ignoreUpgrade(HttpRequestPacket request, MimeHeaders headers) {
        request.getUpgradeDC().recycle();
        headers.removeHeader(Header.Upgrade);
        headers.removeHeader(Header.HTTP2Settings);
    }

    @Override
    protected void onHttpHeaderError(HttpHeader header, FilterChainContext context, Throwable thrown)
            throws IOException {
        HttpRequestPacket request = (HttpRequestPacket) header;
        refuse(request, why(request.getResponse(), thrown));
        super.onHttpHeaderError(header, context, thrown);
    }

    @Override
    protected void onHttpContentError(HttpHeader header, FilterChainContext context, Throwable thrown)
            throws IOException {
        HttpRequestPacket request = (HttpRequestPacket) header;
        if (!request.getResponse().isCommitted()) {
            refuse(
                    request,
                    thrown instanceof Refused refused
                            ? refused.problem()
                            : EdgeProblem.malformed(null, "the chunks of the body cannot be told apart"));
        }
        super.onHttpContentError(header, context, thrown);
    }

    private static void refuse(HttpRequestPacket request, EdgeProblem problem) {
        request.setAttribute(PROBLEM, problem);
        // Before it knows the version, the codec would take the oldest and leave the headers out.
        request.setProtocol(Protocol.HTTP_1_1);
        Answers.head(request.getResponse(), problem);
    }

    private static EdgeProblem why(HttpResponsePacket response, Throwable thrown) {
        if (thrown instanceof Refused refused) {
            return refused.problem();
        }
        if (response.getStatus() == 505) {
            return HeadRules.badVersion();
        }
        if (thrown instanceof NumberFormatException) {
            return HeadRules.badLength();
        }
        if (thrown instanceof MimeHeaders.MaxHeaderCountExceededException) {
            return EdgeProblem.tooLarge(431, null, "a request has at most " + MOST_HEADERS + " headers");
        }
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("too large")) {
            boolean line = message.contains("line");
            return EdgeProblem.tooLarge(
                    line ? 414 : 431,
                    null,
                    (line ? "path and query are" : "the request's head is") + " longer than " + MOST_HEAD_BYTES
                            + " bytes");
        }
        return EdgeProblem.malformed(null, "the head of the request is not HTTP");
    }

    /** The body of an error that arises in here. */
    @Override
    protected HttpContent customizeErrorResponse(HttpResponsePacket response) {
        Object problem = response.getRequest().getAttribute(PROBLEM);
        if (!(problem instanceof EdgeProblem)) {
            problem = EdgeProblem.malformed(null, "the request is not HTTP");
        }
        byte[] json = ((EdgeProblem) problem).json();
        response.setContentType(EdgeProblem.MEDIA_TYPE);
        response.setContentLength(json.length);
        response.setHeader("Connection", "close");
        return HttpContent.builder(response)
                .content(Buffers.wrap(null, json))
                .last(true)
                .build();
    }

    @Override
    protected Buffer encodeHttpPacket(FilterChainContext context, HttpPacket packet) {
        if (packet.getHttpHeader() instanceof HttpResponsePacket response && !response.isCommitted()) {
            String phrase = PHRASES.get(response.getStatus());
            if (phrase != null) {
                response.setReasonPhrase(phrase);
            }
            HttpRequestPacket request = response.getRequest();
            if (request.getAttribute(WAITING) != null || request.requiresAcknowledgement()) {
                // Whether the body comes, only the client knows; what came next could be taken for it.
                response.getProcessingState().setKeepAlive(false);
            }
            boolean empty = packet instanceof HttpContent content
                    && !content.getContent().hasRemaining();
            if (empty && request.isHeadRequest() && response.getContentLength() < 0) {
                // From content that is never sent, the server would conclude that there is none.
                return super.encodeHttpPacket(context, response);
            }
        }
        return super.encodeHttpPacket(context, packet);
    }
}
