package io.stemedb.admin.json;

/** Characters that nobody sees and that change what is seen of others. */
public final class Invisible {
    private static final char ARABIC_MARK = 0x61c;
    private static final char BYTE_ORDER_MARK = 0xfeff;

    private Invisible() {}

    /** Whether it turns around the direction of writing, breaks a line, or takes no place. */
    public static boolean is(char c) {
        return (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == ARABIC_MARK
                || c == BYTE_ORDER_MARK;
    }
}
