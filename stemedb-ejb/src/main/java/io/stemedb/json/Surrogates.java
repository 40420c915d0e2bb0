package io.stemedb.json;

/** Finds halves of surrogate pairs: an escape can write one, and UTF-8 cannot. */
final class Surrogates {
    private Surrogates() {}

    static boolean holdLone(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                char[] chars = text.toCharArray();
                return holdLone(chars, i, chars.length - i);
            }
        }
        return false;
    }

    static boolean holdLone(char[] chars, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = chars[i];
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == end || !Character.isLowSurrogate(chars[i + 1])) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
