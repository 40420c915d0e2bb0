package io.stemedb.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8 into one growing array. Answers that are built most often use this class, because a JSON binding
 * would be too slow for them. The output has no white space and as few escapes as possible, so an object is canonical
 * (RFC 8785) if the caller names its members in sorted order.
 *
 * <p>The writer sets the commas. Everything else is up to the caller: names only in objects, one value after each name,
 * an end for every begin. A mistake gives broken JSON, not an exception. An output beyond 2 GiB fails with an unchecked
 * exception.
 *
 * <p>Every method that writes returns the writer. Not safe for several threads.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);
    private static final int LONGEST_LONG = 20;
    private static final int LONGEST_ESCAPE = 6;

    private byte[] buffer;
    private int size;
    private boolean comma;

    /** A writer whose array has 512 bytes to begin with. */
    public JsonWriter() {
        this(512);
    }

    /** @param capacity bytes of the first array; 16 if less is asked for */
    public JsonWriter(int capacity) {
        buffer = new byte[Math.max(capacity, 16)];
    }

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    /** Writes the name of the next value. The name is escaped if needed; null is not allowed. */
    public JsonWriter name(String name) {
        startValue();
        quoted(name);
        put(':');
        comma = false;
        return this;
    }

    /**
     * Writes a string, or {@code null} if the text is null. A lone surrogate, which UTF-8 cannot hold, is escaped as
     * ECMAScript does it.
     */
    public JsonWriter string(String text) {
        if (text == null) {
            return nul();
        }
        startValue();
        quoted(text);
        return this;
    }

    /**
     * Writes a string without looking for anything to escape. The caller vouches that the bytes are ASCII, with no
     * quote, backslash or control character.
     */
    public JsonWriter plainString(byte[] ascii, int offset, int length) {
        startValue();
        reserve(length + 2);
        buffer[size++] = '"';
        System.arraycopy(ascii, offset, buffer, size, length);
        size += length;
        buffer[size++] = '"';
        return this;
    }

    /** Writes bytes as a string of lower-case hex digits, two for each byte. */
    public JsonWriter hex(byte[] bytes) {
        startValue();
        reserve(2 * bytes.length + 2);
        buffer[size++] = '"';
        for (byte b : bytes) {
            buffer[size++] = HEX[(b >> 4) & 0xf];
            buffer[size++] = HEX[b & 0xf];
        }
        buffer[size++] = '"';
        return this;
    }

    /** Writes a value as it is, or {@code null} if the value is null. */
    public JsonWriter raw(CanonicalJson value) {
        return value == null ? nul() : raw(value.utf8(), 0, value.utf8().length);
    }

    /** Writes a range of bytes as it is. The caller vouches that the range is one JSON value in UTF-8. */
    public JsonWriter raw(byte[] utf8, int offset, int length) {
        startValue();
        reserve(length);
        System.arraycopy(utf8, offset, buffer, size, length);
        size += length;
        return this;
    }

    /** Writes a whole number in decimal digits. */
    public JsonWriter number(long value) {
        startValue();
        digits(value);
        return this;
    }

    /**
     * Writes a number that is counted in millionths, such as a confidence: 870,000 is written {@code 0.87}, and
     * 1,000,000 is written {@code 1}.
     */
    public JsonWriter millionths(long count) {
        startValue();
        if (count < 0) {
            put('-');
        }
        digits(Math.abs(count / 1_000_000));
        int rest = (int) Math.abs(count % 1_000_000);
        if (rest != 0) {
            put('.');
            for (int unit = 100_000; rest != 0; unit /= 10) {
                put('0' + rest / unit);
                rest %= unit;
            }
        }
        return this;
    }

    /** Writes {@code true} or {@code false}. */
    public JsonWriter bool(boolean value) {
        byte[] word = value ? TRUE : FALSE;
        return raw(word, 0, word.length);
    }

    /** Writes {@code null}. */
    public JsonWriter nul() {
        return raw(NULL, 0, NULL.length);
    }

    /** Ends a line of NDJSON. What follows is a new document and gets no comma. */
    public JsonWriter newLine() {
        put('\n');
        comma = false;
        return this;
    }

    /** Forgets everything written and keeps the array, so that the writer can be used again without allocating. */
    public JsonWriter clear() {
        size = 0;
        comma = false;
        return this;
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** Length of the array in bytes: the greatest {@link #size} before the array has to grow. */
    public int capacity() {
        return buffer.length;
    }

    /**
     * The array that holds the output in its first {@link #size} bytes. Not a copy: read only, and only until the next
     * call that writes or clears.
     */
    public byte[] array() {
        return buffer;
    }

    /** A copy of everything written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** A copy of the bytes from a position, inclusive, to another, exclusive. */
    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(buffer, from, to);
    }

    /**
     * Takes back everything from a position on. The position must be that of the first member or element of a
     * container, because no comma precedes what is written next.
     */
    void backTo(int position) {
        size = position;
        comma = false;
    }

    /** Writes everything so far to a stream, without flushing the stream. The writer keeps its content. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(buffer, 0, size);
    }

    /** Writes a string from a range of an array of characters: a parser hands out its text in this form. */
    JsonWriter string(char[] chars, int offset, int length) {
        startValue();
        reserve(length + 2);
        buffer[size++] = '"';
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = chars[i];
            if (isPlain(c)) {
                reserve(end - i + 1);
                buffer[size++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(chars[i + 1])) {
                fourBytes(Character.toCodePoint(c, chars[++i]));
            } else {
                escapedOrLonger(c);
            }
        }
        put('"');
        return this;
    }

    private JsonWriter open(char bracket) {
        startValue();
        put(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        put(bracket);
        comma = true;
        return this;
    }

    private void startValue() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private void quoted(String text) {
        int length = text.length();
        reserve(length + 2);
        byte[] to = buffer;
        int at = size;
        to[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!isPlain(c)) {
                size = at;
                quotedRest(text, i);
                return;
            }
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        size = at;
    }

    private void quotedRest(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                put(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                fourBytes(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                escapedOrLonger(c);
            }
        }
        put('"');
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    private void escapedOrLonger(char c) {
        reserve(LONGEST_ESCAPE);
        if (c >= 0x80 && !Character.isSurrogate(c)) {
            twoOrThreeBytes(c);
            return;
        }
        buffer[size++] = '\\';
        switch (c) {
            case '"', '\\' -> buffer[size++] = (byte) c;
            case '\b' -> buffer[size++] = 'b';
            case '\t' -> buffer[size++] = 't';
            case '\n' -> buffer[size++] = 'n';
            case '\f' -> buffer[size++] = 'f';
            case '\r' -> buffer[size++] = 'r';
            default -> {
                buffer[size++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    buffer[size++] = HEX[(c >> shift) & 0xf];
                }
            }
        }
    }

    private void twoOrThreeBytes(char c) {
        if (c < 0x800) {
            buffer[size++] = (byte) (0xc0 | c >> 6);
        } else {
            buffer[size++] = (byte) (0xe0 | c >> 12);
            buffer[size++] = (byte) (0x80 | (c >> 6 & 0x3f));
        }
        buffer[size++] = (byte) (0x80 | (c & 0x3f));
    }

    private void fourBytes(int codePoint) {
        reserve(4);
        buffer[size++] = (byte) (0xf0 | codePoint >> 18);
        buffer[size++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
        buffer[size++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        buffer[size++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void digits(long value) {
        if (value == Long.MIN_VALUE) { // has no positive counterpart
            byte[] text = Long.toString(value).getBytes(US_ASCII);
            reserve(text.length);
            System.arraycopy(text, 0, buffer, size, text.length);
            size += text.length;
            return;
        }
        reserve(LONGEST_LONG);
        if (value < 0) {
            buffer[size++] = '-';
            value = -value;
        }
        int end = size + lengthOf(value);
        for (int at = end - 1; at >= size; at--) {
            buffer[at] = (byte) ('0' + value % 10);
            value /= 10;
        }
        size = end;
    }

    private static int lengthOf(long value) {
        int length = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            length++;
        }
        return length;
    }

    private void put(int ascii) {
        reserve(1);
        buffer[size++] = (byte) ascii;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            long wanted = Math.max(2L * buffer.length, (long) size + more);
            buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }
}
