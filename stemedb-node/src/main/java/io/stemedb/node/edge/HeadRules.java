package io.stemedb.node.edge;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.MimeHeaders;

/** What a head must say so that everybody between client and node reads it alike: where the body ends, and one host. */
final class HeadRules {
    private HeadRules() {}

    /** Ends in a {@link Refused} that says what is wrong. */
    static void check(HttpRequestPacket request, MimeHeaders headers) {
        checkStartLine(request);
        DataChunk length = null;
        DataChunk encoding = null;
        DataChunk host = null;
        DataChunk type = null;
        for (int i = 0; i < headers.size(); i++) {
            DataChunk name = headers.getName(i);
            DataChunk value = headers.getValue(i);
            if (name.equalsIgnoreCase("content-length")) {
                once(length, "Content-Length");
                length = value;
            } else if (name.equalsIgnoreCase("transfer-encoding")) {
                once(encoding, "Transfer-Encoding");
                encoding = value;
            } else if (name.equalsIgnoreCase("host")) {
                once(host, "Host");
                host = value;
            } else if (name.equalsIgnoreCase("content-type")) {
                once(type, "Content-Type");
                type = value;
            }
        }
        checkBody(request.getMethod(), length, encoding);
        if (host == null && protocolOf(request) == Protocol.HTTP_1_1) {
            throw refused("/Host", "there is no Host header");
        }
    }

    static EdgeProblem badLength() {
        return EdgeProblem.malformed("/Content-Length", "Content-Length is not a number of bytes");
    }

    static EdgeProblem badVersion() {
        return EdgeProblem.malformed(null, "HTTP/1.1 and HTTP/1.0 are spoken here, and no other version")
                .withStatus(505);
    }

    private static void checkStartLine(HttpRequestPacket request) {
        if (request.getMethod() == Method.PRI) {
            throw new Refused(badVersion()); // how a client begins that speaks HTTP/2 without asking
        }
        String method = request.getMethodDC().toString(StandardCharsets.ISO_8859_1);
        if (method.isEmpty() || !method.chars().allMatch(HeadBytes::isToken)) {
            throw refused(null, "the request does not begin with a method");
        }
        if (request.getMethod() == Method.CONNECT) {
            throw new Refused(EdgeProblem.notImplemented("CONNECT"));
        }
        if (protocolOf(request) == Protocol.HTTP_0_9) {
            throw refused(null, "the request line does not end in HTTP/1.1");
        }
    }

    private static Protocol protocolOf(HttpRequestPacket request) {
        try {
            return request.getProtocol();
        } catch (IllegalStateException unknown) {
            return null; // refused later by the status made for it
        }
    }

    private static void checkBody(Method method, DataChunk length, DataChunk encoding) {
        if (length != null && encoding != null) {
            throw refused(
                    "/Content-Length", "Content-Length and Transfer-Encoding together do not say where the body ends");
        }
        if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
            throw refused("/Transfer-Encoding", "the only Transfer-Encoding taken is chunked");
        }
        boolean body = encoding != null;
        if (length != null) {
            String digits = length.toString(StandardCharsets.ISO_8859_1);
            // 18 digits fit into a long whatever they are.
            if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new Refused(badLength());
            }
            body = Long.parseLong(digits) > 0;
        }
        if (body && (method == Method.GET || method == Method.HEAD || method == Method.TRACE)) {
            throw refused(null, "a " + method.getMethodString() + " takes no body");
        }
    }

    private static void once(DataChunk before, String header) {
        if (before != null) {
            throw refused("/" + header, "there are two " + header + " headers");
        }
    }

    private static Refused refused(String field, String detail) {
        return new Refused(EdgeProblem.malformed(field, detail));
    }
}
