package io.stemedb.merkle;

import java.nio.ByteBuffer;

/**
 * Short names of what two nodes compare: 8 bytes for a shard, for a bucket, or for a record. What has the same name is
 * taken to be the same; by chance that is wrong once in 2^56 records of a bucket. Never on disk.
 */
public final class Marks {
    private static final int BUCKET_AT = 2;
    private static final int BUCKET_SHIFT = 56;
    private static final long BELOW_BUCKET = -1L >>> Byte.SIZE;
    private static final int REST_AT = BUCKET_AT + 1;

    private Marks() {}

    /**
     * The name of a record by what stands in indexes.
     *
     * @param id at least the first 11 bytes of its id
     * @param stamp when and by whom it was recorded
     */
    public static long ofStamp(byte[] id, byte[] stamp) {
        long mark = mixed(ByteBuffer.wrap(id, REST_AT, Long.BYTES).getLong());
        ByteBuffer in = ByteBuffer.wrap(stamp);
        while (in.remaining() >= Long.BYTES) {
            mark = mixed(mark ^ in.getLong());
        }
        return inBucket(id, mark);
    }

    /** The name of a record by all of its bytes. */
    public static long ofBytes(byte[] id, Leaf leaf) {
        return inBucket(id, mixed(leaf.recordHigh()) ^ leaf.recordLow());
    }

    private static long inBucket(byte[] id, long mark) {
        return (long) (id[BUCKET_AT] & 0xff) << BUCKET_SHIFT | mark & BELOW_BUCKET;
    }

    /** The bucket that a record of this name is in. */
    public static int bucket(long mark) {
        return (int) (mark >>> BUCKET_SHIFT);
    }

    /** The name of a whole shard, from those of its buckets. */
    public static long root(long[] buckets) {
        long mark = 0;
        for (long bucket : buckets) {
            mark = mixed(mark ^ bucket);
        }
        return mark;
    }

    /** Spreads each bit over all others: the last steps of SplitMix64. */
    static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
