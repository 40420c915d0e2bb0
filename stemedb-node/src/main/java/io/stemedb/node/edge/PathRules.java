package io.stemedb.node.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;

/**
 * Reads paths. The server decodes a path, drops what stands behind a semicolon, takes a backslash for a slash and
 * resolves dots, each at another moment and not always rightly; so it gets only paths about which there is nothing to
 * do.
 */
final class PathRules {
    private static final String SOURCES = "/v1/sources/";

    private PathRules() {}

    /** @throws Refused saying what is wrong with it */
    static Target read(String raw) {
        if (!raw.startsWith("/")) {
            throw refused(null, "the path does not begin with a slash");
        }
        checkBytes(raw);
        if (isPlain(raw)) {
            return new Target(raw, null);
        }
        checkDots(raw);
        if (raw.startsWith(SOURCES) && raw.length() > SOURCES.length() && !raw.endsWith("/")) {
            return new Target(Target.STANDING_IN, decoded(raw.substring(SOURCES.length()), "/id"));
        }
        if (raw.indexOf(';') >= 0) {
            throw refused(null, "no parameters (;) are taken in a path");
        }
        if (raw.contains("//")) {
            throw new Refused(EdgeProblem.unknownPath("leave out the second slash of two"));
        }
        String path = decoded(raw, null);
        checkEscapes(raw, path);
        checkDots(path);
        return new Target(path, null);
    }

    private static void checkBytes(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '\\') {
                throw refused(
                        raw.startsWith(SOURCES) ? "/id" : null,
                        String.format(
                                Locale.ROOT, "the path holds the byte %02X as it is; send it as %%%02X", (int) c, (int)
                                        c));
            }
        }
    }

    /** Whether the server reads it as it stands. */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == ';' || c == '/' && i + 1 < raw.length() && "/.".indexOf(raw.charAt(i + 1)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** A segment of one or two dots means another path to everybody on the way. */
    private static void checkDots(String path) {
        String closed = path + "/";
        if (closed.contains("/./") || closed.contains("/../")) {
            throw refused(
                    path.startsWith(SOURCES) ? "/id" : null,
                    "a path holds no segment . or ..; as the name of a source send %2E or %2E%2E");
        }
    }

    /** Behind an escape there may be only what does not change where the path leads. */
    private static void checkEscapes(String raw, String path) {
        boolean leads = path.chars().anyMatch(c -> c < ' ' || c == ';' || c == '\\' || c == 0x7f)
                || count(path, '/') != count(raw, '/');
        if (leads) {
            throw refused(null, "this path takes no escaped slash, backslash, semicolon or control character");
        }
    }

    private static long count(String text, char of) {
        return text.chars().filter(c -> c == of).count();
    }

    private static String decoded(String raw, String field) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                c = escaped(raw, i, field);
                i += 2;
            }
            bytes.put((byte) c);
        }
        try {
            return UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw refused(field, "the path is not UTF-8 in percent escapes");
        }
    }

    private static char escaped(String raw, int at, String field) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw refused(field, "a percent sign in the path is not followed by two hexadecimal digits");
        }
        if (high == 0 && low == 0) {
            throw refused(field, "no name holds the character NUL (%00)");
        }
        return (char) (high << 4 | low);
    }

    private static Refused refused(String field, String detail) {
        return new Refused(EdgeProblem.malformed(field, detail));
    }
}
