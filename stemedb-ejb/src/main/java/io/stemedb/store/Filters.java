package io.stemedb.store;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnel;
import com.google.common.hash.Funnels;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What tells that a run cannot hold an id or a slot, without touching it. A wrong yes costs a read, a wrong no would
 * lose data: filters are only ever made by adding every key of the run they go with.
 */
final class Filters {
    /** Of a large run one wrong yes in a hundred, for 10 bits a key: there are few of these. */
    private static final double WRONG_YES = 0.01;

    /** Of others one in a thousand, for 15 bits a key: a new claim is looked for in each of them. */
    private static final double SELDOM = 0.001;

    private static final long LARGE = 2_000_000;

    private static final Funnel<byte[]> BYTES = Funnels.byteArrayFunnel();

    private final BloomFilter<byte[]> ids;
    private final BloomFilter<byte[]> slots;

    private Filters(BloomFilter<byte[]> ids, BloomFilter<byte[]> slots) {
        this.ids = ids;
        this.slots = slots;
    }

    /**
     * Empty filters for a run to be written.
     *
     * @param slotsAtMost an upper bound; far too high a bound wastes memory, one too low gives more wrong yeses
     */
    static Filters sized(long records, long slotsAtMost) {
        return new Filters(
                BloomFilter.create(BYTES, Math.max(1, records), records < LARGE ? SELDOM : WRONG_YES),
                BloomFilter.create(BYTES, Math.max(1, slotsAtMost), WRONG_YES));
    }

    void addId(byte[] idPrefix) {
        ids.put(idPrefix);
    }

    void addSlot(byte[] slot) {
        slots.put(slot);
    }

    boolean mayHoldId(byte[] idPrefix) {
        return ids.mightContain(idPrefix);
    }

    boolean mayHoldSlot(byte[] slot) {
        return slots.mightContain(slot);
    }

    void writeTo(OutputStream out) throws IOException {
        ids.writeTo(out);
        slots.writeTo(out);
    }

    static Filters readFrom(InputStream in) throws IOException {
        return new Filters(BloomFilter.readFrom(in, BYTES), BloomFilter.readFrom(in, BYTES));
    }
}
