package io.stemedb.json;

import com.fasterxml.jackson.core.JsonStreamContext;

/** JSON pointers (RFC 6901) for refusals, cut when a hostile document would make them endless. */
final class Pointer {
    private static final int LONGEST = 256;

    private Pointer() {}

    /** The pointer of a member of the outermost object. */
    static String of(String name) {
        return "/" + escape(name);
    }

    /** The pointer of a member, given the pointer of its object. */
    static String below(String parent, String name) {
        return cut(parent + "/" + escape(name));
    }

    /** The place a parser is at. */
    static String at(JsonStreamContext context) {
        return cut(context.pathAsPointer(false).toString());
    }

    private static String escape(String name) {
        return cut(name).replace("~", "~0").replace("/", "~1");
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
