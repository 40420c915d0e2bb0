package io.stemedb.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8 bytes into one growing array, for answers that are too hot for a binding. Strings get the fewest
 * escapes possible and nothing gets white space, so members named in sorted order come out canonical.
 *
 * <p>It sets the commas and trusts its caller with the rest: names only in objects, every begin with its end. Not
 * thread-safe. {@link #clear} makes it ready for reuse and keeps its array.
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

    public JsonWriter() {
        this(512);
    }

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

    /** The name of the next value. */
    public JsonWriter name(String name) {
        startValue();
        quoted(name);
        put(':');
        comma = false;
        return this;
    }

    /** A string; null becomes {@code null}. A lone surrogate is kept, as the escape ECMAScript writes for it. */
    public JsonWriter string(String text) {
        if (text == null) {
            return nul();
        }
        startValue();
        quoted(text);
        return this;
    }

    /** A string of which the caller knows that it is ASCII and needs no escape. */
    public JsonWriter plainString(byte[] ascii, int offset, int length) {
        startValue();
        reserve(length + 2);
        buffer[size++] = '"';
        System.arraycopy(ascii, offset, buffer, size, length);
        size += length;
        buffer[size++] = '"';
        return this;
    }

    /** A string of lower-case hex digits. */
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

    /** A value that is JSON already; null becomes {@code null}. */
    public JsonWriter raw(CanonicalJson value) {
        return value == null ? nul() : raw(value.utf8(), 0, value.utf8().length);
    }

    /** A value that is JSON already, as UTF-8. */
    public JsonWriter raw(byte[] utf8, int offset, int length) {
        startValue();
        reserve(length);
        System.arraycopy(utf8, offset, buffer, size, length);
        size += length;
        return this;
    }

    public JsonWriter number(long value) {
        startValue();
        digits(value);
        return this;
    }

    /** A number counted in millionths, such as a confidence: 870,000 is written {@code 0.87}. */
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

    public JsonWriter bool(boolean value) {
        byte[] word = value ? TRUE : FALSE;
        return raw(word, 0, word.length);
    }

    public JsonWriter nul() {
        return raw(NULL, 0, NULL.length);
    }

    /** Ends a line of NDJSON: what follows is a document of its own. */
    public JsonWriter newLine() {
        put('\n');
        comma = false;
        return this;
    }

    /** Forgets what was written and keeps the array. */
    public JsonWriter clear() {
        size = 0;
        comma = false;
        return this;
    }

    public int size() {
        return size;
    }

    /** Bytes that can be written before the array grows. */
    public int capacity() {
        return buffer.length;
    }

    /** The array written into, of which the first {@link #size} bytes count; good until the next call. */
    public byte[] array() {
        return buffer;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** A copy of part of what was written. */
    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(buffer, from, to);
    }

    /** Takes back what was written from the first member or element of a container on. */
    void backTo(int position) {
        size = position;
        comma = false;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(buffer, 0, size);
    }

    /** A string value whose characters stand in an array, as a parser hands them out. */
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
