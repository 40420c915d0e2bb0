package io.stemedb.json;

/** Recognises by its first bytes a text that is not sent as plain UTF-8, and says what to do about it. */
public final class EncodingHint {
    private static final int[][] PACKED = {
        {0x1f, 0x8b}, {0x28, 0xb5, 0x2f, 0xfd}, {'P', 'K', 3, 4}, {'B', 'Z', 'h'}, {0xfd, '7', 'z', 'X', 'Z'}
    };
    private static final String[] PACKED_BY = {"gzip", "zstd", "zip", "bzip2", "xz"};
    private static final int[][] WIDE_MARKS = {{0xfe, 0xff}, {0xff, 0xfe}, {0, 0, 0xfe, 0xff}};
    private static final int[] UTF8_MARK = {0xef, 0xbb, 0xbf};

    private EncodingHint() {}

    /** What to do next, or null if the text does not begin like anything but UTF-8. */
    public static String of(byte[] text, int offset, int length) {
        if (begins(text, offset, length, UTF8_MARK)) {
            return "leave out the byte order mark, the bytes EF BB BF at the start";
        }
        for (int i = 0; i < PACKED.length; i++) {
            if (begins(text, offset, length, PACKED[i])) {
                return "this looks packed by " + PACKED_BY[i] + "; unpack it before you send it";
            }
        }
        for (int[] mark : WIDE_MARKS) {
            if (begins(text, offset, length, mark)) {
                return "this looks like UTF-16 or UTF-32; send UTF-8 without a byte order mark";
            }
        }
        return zeroAt(text, offset, length) < 0 ? null : "this looks like UTF-16 or UTF-32; send UTF-8";
    }

    /** Where among the first four bytes a zero stands, which no JSON in UTF-8 begins with; or -1. */
    static int zeroAt(byte[] text, int offset, int length) {
        for (int i = 0; i < Math.min(length, 4); i++) {
            if (text[offset + i] == 0) {
                return i;
            }
        }
        return -1;
    }

    static boolean hasMark(byte[] text, int offset, int length) {
        return begins(text, offset, length, UTF8_MARK);
    }

    private static boolean begins(byte[] text, int offset, int length, int[] with) {
        if (length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((text[offset + i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
