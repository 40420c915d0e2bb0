package io.stemedb.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The form of small files that a person can read and in which a flipped bit is known: a first line with what it is, the
 * CRC32C and the length of the rest, then the rest.
 *
 * @param magic what the first line begins with: kind and format of the file
 */
public record CheckedText(String magic) {
    private static final int CHECK_AND_LENGTH = 8 + 1 + 10 + 1;

    /** What bytes turn out to be. */
    public enum State {
        WELL,
        /** Shorter than a first line. */
        CUT,
        /** Another kind of file, or another format. */
        FOREIGN,
        /** The check or the length is wrong. */
        DAMAGED,
        /** The first line has digits other than 0 to 9, as an earlier version wrote in some locales. */
        OTHER_DIGITS
    }

    /** @param body the rest; null if the state is not {@link State#WELL} */
    public record Read(State state, byte[] body) {}

    /** The bytes of a file. */
    public byte[] of(byte[] body) {
        byte[] first = firstLine(body).getBytes(UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    /** Judges the bytes of a file. */
    public Read read(byte[] all) {
        int length = magic.length() + CHECK_AND_LENGTH;
        if (all.length < length) {
            return new Read(State.CUT, null);
        }
        String first = new String(all, 0, length, UTF_8);
        if (!first.startsWith(magic)) {
            return new Read(State.FOREIGN, null);
        }
        byte[] body = Arrays.copyOfRange(all, length, all.length);
        if (first.equals(firstLine(body))) {
            return new Read(State.WELL, body);
        }
        return new Read(first.chars().allMatch(c -> c < 0x80) ? State.DAMAGED : State.OTHER_DIGITS, null);
    }

    private String firstLine(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body, 0, body.length);
        return String.format(Locale.ROOT, "%s%08x %010d\n", magic, (int) crc.getValue(), body.length);
    }

    /** All bytes of a small file. */
    public static byte[] bytesOf(DiskFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        file.read(bytes, 0);
        return bytes.array();
    }
}
