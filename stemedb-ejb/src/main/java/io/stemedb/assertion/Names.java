package io.stemedb.assertion;

import io.stemedb.refusal.StemeException;
import java.util.Locale;

/**
 * The rules for the names in a claim. Names are kept as they were sent, code point by code point; what would be
 * invisible or mean something else on another surface is refused.
 *
 * <p>Each check returns the name it was given, or refuses it at the JSON pointer it was given.
 */
public final class Names {
    /** UTF-8 bytes of what clients name a batch or a repeat by. */
    public static final int LABEL_BYTES = 128;

    /** Begins the paths and sources that are the database's own. */
    static final String RESERVED = "_stemedb";

    private static final String NO_NAME = "must not be empty or white space alone";

    private Names() {}

    /** A concept path that a client may write to. */
    public static String conceptPath(String field, String path, Limits limits) {
        checkPath(field, path, limits);
        if (isReserved(path)) {
            throw StemeException.malformed(field, "paths under _stemedb/ are the database's own");
        }
        return path;
    }

    /** The predicate of a claim or of a query. */
    public static String predicate(String field, String predicate, Limits limits) {
        checkName(field, predicate, limits.predicateBytes());
        if (predicate.indexOf('*') >= 0) {
            throw StemeException.malformed(field, "a predicate holds no *");
        }
        return predicate;
    }

    /** A source that a client may speak for. */
    public static String source(String field, String source, Limits limits) {
        checkName(field, source, limits.sourceBytes());
        if (source.startsWith(RESERVED)) {
            throw StemeException.malformed(field, "sources that begin with _stemedb are the database's own");
        }
        return source;
    }

    /** Why a claim is withdrawn: a line of free text. */
    public static String reason(String field, String reason, Limits limits) {
        if (isBlank(reason, 0, reason.length())) {
            throw StemeException.malformed(field, NO_NAME).hinting("say why");
        }
        checkBytes(field, utf8Length(field, reason), limits.reasonBytes());
        return reason;
    }

    /** Free text of one line that an operator keeps beside something; it may be empty. */
    public static String note(String field, String text, int mostBytes) {
        checkBytes(field, utf8Length(field, text), mostBytes);
        return text;
    }

    /** A short word that somebody makes up to know or sort something by. */
    public static String label(String field, String text, int mostBytes) {
        checkName(field, text, mostBytes);
        return text;
    }

    /** Whether a path is the database's own. */
    static boolean isReserved(String path) {
        return path.startsWith(RESERVED)
                && (path.length() == RESERVED.length() || path.charAt(RESERVED.length()) == '/');
    }

    /** What every concept path keeps to, reserved or not. */
    static void checkPath(String field, String path, Limits limits) {
        if (path.indexOf('*') >= 0) {
            throw StemeException.malformed(field, "a concept path holds no *")
                    .hinting("a/b/* stands for a subtree in queries only");
        }
        checkName(field, path, limits.conceptPathBytes());
        int segments = 0;
        for (int from = 0; from <= path.length(); segments++) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            checkSegment(field, path, from, end);
            from = end + 1;
        }
        if (segments > limits.conceptPathSegments()) {
            throw StemeException.overLimit(
                    field,
                    "must have at most " + limits.conceptPathSegments() + " segments",
                    limits.conceptPathSegments());
        }
    }

    private static void checkSegment(String field, String path, int from, int end) {
        int length = end - from;
        if (length == 0) {
            throw StemeException.malformed(field, "must have no slash at either end and no empty segment");
        }
        if (path.charAt(from) == '.' && (length == 1 || (length == 2 && path.charAt(from + 1) == '.'))) {
            throw StemeException.malformed(field, "must have no segment . or ..");
        }
        if (isBlank(path, from, end)) {
            throw StemeException.malformed(field, "must have no segment of white space alone");
        }
    }

    private static void checkName(String field, String name, int mostBytes) {
        if (isBlank(name, 0, name.length())) {
            throw StemeException.malformed(field, NO_NAME);
        }
        checkBytes(field, utf8Length(field, name), mostBytes);
    }

    private static void checkBytes(String field, int bytes, int most) {
        if (bytes > most) {
            throw StemeException.overLimit(field, "must have at most " + most + " bytes, not " + bytes, most);
        }
    }

    /** Bytes of a text in UTF-8, checked on the way for what has no place in it. */
    private static int utf8Length(String field, String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
                throw StemeException.malformed(
                        field, String.format(Locale.ROOT, "must hold no control character: U+%04X", (int) c));
            } else if (c >= 0x80) {
                boolean pair = isPairAt(field, text, i);
                bytes += pair ? 2 : c < 0x800 ? 1 : 2; // a pair is two characters and four bytes
                i += pair ? 1 : 0;
            }
        }
        return bytes;
    }

    private static boolean isPairAt(String field, String text, int index) {
        char c = text.charAt(index);
        if (!Character.isSurrogate(c)) {
            return false;
        }
        if (Character.isHighSurrogate(c)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1))) {
            return true;
        }
        throw StemeException.malformed(field, "must hold no half of a surrogate pair, which is no character");
    }

    private static boolean isBlank(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if ((c > 0x20 && c < 0x7f) || !(Character.isWhitespace(c) || Character.isSpaceChar(c))) {
                return false;
            }
        }
        return true;
    }
}
