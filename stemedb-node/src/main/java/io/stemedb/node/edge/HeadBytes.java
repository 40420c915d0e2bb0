package io.stemedb.node.edge;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.glassfish.grizzly.Buffer;

/**
 * Looks at each line of a head as it came. The server's parser forgives much, such as a line without a colon, and
 * whatever stands in front of a node may forgive otherwise.
 */
final class HeadBytes {
    private static final String TOKEN = "!#$%&'*+-.^_`|~";
    private static final Pattern FIRST_LETTER = Pattern.compile("(^|-)[a-z]");

    private final Buffer head;
    private int at;

    private HeadBytes(Buffer head) {
        this.head = head;
        this.at = head.position();
    }

    /** Ends in a {@link Refused} that says what is wrong. */
    static void check(Buffer head) {
        HeadBytes bytes = new HeadBytes(head);
        bytes.skipStartLine();
        while (bytes.isHeaderNext()) {
            bytes.checkValue(bytes.checkName());
        }
        bytes.checkEnd();
    }

    /** Old clients send one behind a body, and it counts for nothing in front of a request. */
    static Buffer behindEmptyLine(Buffer head) {
        int start = head.position();
        boolean empty = head.remaining() >= 2 && head.get(start) == '\r' && head.get(start + 1) == '\n';
        return empty ? head.split(start + 2) : head;
    }

    static boolean isToken(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 0 && TOKEN.indexOf(c) >= 0;
    }

    private void skipStartLine() {
        while (at < head.limit() && head.get(at) != '\n') {
            at++;
        }
        endLine();
    }

    /** Whoever takes a bare line feed for the end of a line, and whoever does not, read two different requests. */
    private void endLine() {
        if (at > 0 && at < head.limit() && head.get(at - 1) != '\r') {
            throw refused(null, "a line of the head ends in LF alone; send CR LF");
        }
        at++;
    }

    private void checkEnd() {
        if (at < head.limit() && head.get(at) == '\n') {
            throw refused(null, "the head ends in LF alone; send CR LF");
        }
    }

    private boolean isHeaderNext() {
        return at < head.limit() && !isLineEnd(head.get(at));
    }

    /** @return where the name begins */
    private int checkName() {
        int start = at;
        for (; at < head.limit(); at++) {
            byte b = head.get(at);
            if (b == ':') {
                break;
            }
            if (isLineEnd(b)) {
                throw refused(null, "there is a header line without a colon");
            }
            if (b == ' ' || b == '\t') {
                throw refused(null, "there is a space in the name of a header or before its colon");
            }
            if (!isToken(b)) {
                throw refused(null, "there is a byte in the name of a header that no name may hold");
            }
        }
        if (at == start) {
            throw refused(null, "there is a header without a name");
        }
        return start;
    }

    private void checkValue(int name) {
        int colon = at++;
        for (; at < head.limit() && head.get(at) != '\n'; at++) {
            byte b = head.get(at);
            // Bytes are signed: what is beyond ASCII is below zero.
            boolean endsLine = b == '\r' && at + 1 < head.limit() && head.get(at + 1) == '\n';
            if ((b < ' ' && b != '\t' || b == 0x7f) && !endsLine) {
                throw refused(
                        "/" + spelled(name, colon),
                        b < 0
                                ? "a header holds ASCII only; this one holds another character"
                                : "a header holds no control characters");
            }
        }
        endLine();
    }

    /** The usual spelling of a header's name: the server's parser has made small letters of it. */
    private String spelled(int from, int to) {
        String name = head.toStringContent(StandardCharsets.ISO_8859_1, from, to);
        return FIRST_LETTER
                .matcher(name.toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n';
    }

    private static Refused refused(String field, String detail) {
        return new Refused(EdgeProblem.malformed(field, detail));
    }
}
