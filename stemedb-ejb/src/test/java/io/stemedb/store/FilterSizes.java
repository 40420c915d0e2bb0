package io.stemedb.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** How many bytes the filters of a run are, which stay in memory. */
public final class FilterSizes {
    private FilterSizes() {}

    /** Of a run of so many records in so many slots. */
    public static long of(long records, long slots) {
        Counting out = new Counting();
        try {
            Filters.sized(records, slots).writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.bytes;
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }
}
