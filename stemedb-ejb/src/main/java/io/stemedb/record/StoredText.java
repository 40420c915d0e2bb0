package io.stemedb.record;

import java.nio.ByteBuffer;

/** A text in a stored record: its length, 7 bits a byte and low first, then its bytes. */
final class StoredText {
    private StoredText() {}

    /** Bytes that it takes; none if there is none. */
    static int size(byte[] text) {
        if (text == null) {
            return 0;
        }
        int lengthBytes = 1;
        for (int rest = text.length >>> 7; rest != 0; rest >>>= 7) {
            lengthBytes++;
        }
        return lengthBytes + text.length;
    }

    static void put(ByteBuffer out, byte[] text) {
        int length = text.length;
        while (length >= 0x80) {
            out.put((byte) (length | 0x80));
            length >>>= 7;
        }
        out.put((byte) length).put(text);
    }

    static byte[] get(ByteBuffer in) {
        int length = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        byte[] text = new byte[length];
        in.get(text);
        return text;
    }
}
