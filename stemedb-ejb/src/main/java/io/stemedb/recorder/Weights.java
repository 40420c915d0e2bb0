package io.stemedb.recorder;

import io.stemedb.assertion.Assertion;

/** How much an append will take in the journal, without encoding it. */
final class Weights {
    static final int FIXED = 256;
    private static final int MOST_BYTES_A_CHAR = 3;

    private Weights() {}

    /** Bytes, never less than the frame will have. */
    static long of(Append append) {
        Assertion a = append.assertion();
        long chars = (long) a.conceptPath().length()
                + a.predicate().length()
                + a.source().length();
        chars += a.reason() == null ? 0 : a.reason().length();
        chars += append.batch() == null ? 0 : append.batch().length();
        long bytes = a.value() == null ? 0 : a.value().utf8().length;
        bytes += a.metadata() == null ? 0 : a.metadata().utf8().length;
        return FIXED + MOST_BYTES_A_CHAR * chars + bytes;
    }
}
