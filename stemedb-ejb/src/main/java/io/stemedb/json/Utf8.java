package io.stemedb.json;

import io.stemedb.refusal.StemeException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Says whether bytes are UTF-8 as RFC 3629 has it: nothing overlong, no encoded surrogates, nothing above U+10FFFF. A
 * JSON parser alone is more forgiving, and would give two byte strings one meaning.
 */
final class Utf8 {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ANY_HIGH_BIT = 0x8080808080808080L;

    private Utf8() {}

    /** Refuses the first byte that breaks the rules, by its distance from {@code offset}. */
    static void check(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (bytes[at] >= 0) {
                at = skipAscii(bytes, at, end);
            } else {
                int next = at + sequence(bytes, at, end);
                if (next == at) {
                    throw StemeException.malformed("", "not UTF-8 at byte " + (at - offset));
                }
                at = next;
            }
        }
    }

    private static int skipAscii(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES && ((long) EIGHT.get(bytes, at) & ANY_HIGH_BIT) == 0) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Length of the sequence that starts here, or 0 if none does. */
    private static int sequence(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xff;
        int length = lead >= 0xc2 && lead <= 0xdf
                ? 2
                : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (length == 0 || end - at < length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return secondByteFits(lead, bytes[at + 1] & 0xff) ? length : 0;
    }

    private static boolean secondByteFits(int lead, int second) {
        return switch (lead) {
            case 0xe0 -> second >= 0xa0; // below: overlong
            case 0xed -> second <= 0x9f; // above: a surrogate
            case 0xf0 -> second >= 0x90; // below: overlong
            case 0xf4 -> second <= 0x8f; // above: past U+10FFFF
            default -> true;
        };
    }
}
