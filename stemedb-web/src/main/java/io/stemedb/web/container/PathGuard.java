package io.stemedb.web.container;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpServerProbe;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.DataChunk;

/**
 * Looks at the path of each request before the server decodes it. Left alone, the server answers a path such as
 * {@code /v1/sources/%zz} with 200, no body, and a stack trace in the log; here it is sent where it is refused properly.
 */
final class PathGuard extends HttpServerProbe.Adapter {
    private final String refusingPath;

    /** @param refusingPath what a path that cannot be decoded is replaced by */
    PathGuard(String refusingPath) {
        this.refusingPath = refusingPath;
    }

    @Override
    public void onRequestReceiveEvent(HttpServerFilter filter, Connection connection, Request request) {
        HttpRequestPacket packet = request.getRequest();
        DataChunk path = packet.getRequestURIRef().getOriginalRequestURIBC();
        if (path.indexOf('%', 0) >= 0 && !decodes(path.toString(StandardCharsets.ISO_8859_1))) {
            packet.setRequestURI(refusingPath);
        }
    }

    /** Whether every escape is one, and all of it together is UTF-8 without what the server takes for an attack. */
    static boolean decodes(String path) {
        ByteBuffer decoded = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
                int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return false;
                }
                c = (char) (high << 4 | low);
                i += 2;
            }
            if (c == 0 || c == '\\') {
                return false;
            }
            decoded.put((byte) c);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
