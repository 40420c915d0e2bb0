package io.stemedb.merkle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The sums of a set of records, by shard and bucket. A bucket is the third byte of an id: the first two lead to the
 * shard, so the next one spreads the records of a shard evenly. Each bucket keeps two 128-bit sums; adding is all there
 * is, so order never matters, and sets add up to the sums of their union if nothing is in both. Not safe for several
 * threads.
 */
public final class Sums {
    /** Buckets of a shard. */
    public static final int BUCKETS = 256;

    /** Longs of a bucket: content high and low, record high and low. */
    private static final int WORDS = 4;

    private static final int RECORD = 2;
    private static final int BUCKET_BYTES = WORDS * Long.BYTES;
    private static final int BITMAP_BYTES = BUCKETS / Byte.SIZE;

    private final TreeMap<Integer, long[]> shards = new TreeMap<>();

    /**
     * Adds one record.
     *
     * @param id its 32 bytes
     */
    public void add(int shard, byte[] id, Leaf leaf) {
        long[] words = shards.computeIfAbsent(shard, s -> new long[BUCKETS * WORDS]);
        int at = (id[2] & 0xff) * WORDS;
        add(words, at, leaf.contentHigh(), leaf.contentLow());
        add(words, at + RECORD, leaf.recordHigh(), leaf.recordLow());
    }

    /** Takes away all that others have summed, which is among these. */
    public void subtract(Sums others) {
        others.shards.forEach((shard, theirs) -> {
            long[] words = shards.computeIfAbsent(shard, s -> new long[BUCKETS * WORDS]);
            for (int at = 0; at < words.length; at += RECORD) {
                long low = words[at + 1];
                words[at] -= theirs[at] + (Long.compareUnsigned(low, theirs[at + 1]) < 0 ? 1 : 0);
                words[at + 1] = low - theirs[at + 1];
            }
        });
    }

    /** What some of the shards add up to. */
    public Sums only(IntPredicate some) {
        Sums left = new Sums();
        shards.forEach((shard, words) -> {
            if (some.test(shard)) {
                left.shards.put(shard, words.clone());
            }
        });
        return left;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return shards.isEmpty();
    }

    /** Adds all that others have summed. */
    public void add(Sums others) {
        others.shards.forEach((shard, theirs) -> {
            long[] words = shards.computeIfAbsent(shard, s -> new long[BUCKETS * WORDS]);
            for (int at = 0; at < words.length; at += RECORD) {
                add(words, at, theirs[at], theirs[at + 1]);
            }
        });
    }

    /** 128-bit addition that wraps around. */
    private static void add(long[] words, int at, long high, long low) {
        long sum = words[at + 1] + low;
        words[at] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        words[at + 1] = sum;
    }

    /** The shards that anything was added to. */
    public Set<Integer> shards() {
        return shards.keySet();
    }

    /** What a shard adds up to; of one that nothing was added to, that of the empty set. */
    public Roots roots(int shard) {
        long[] words = shards.getOrDefault(shard, new long[BUCKETS * WORDS]);
        return new Roots(Tree.root(level(words, 0)), Tree.root(level(words, RECORD)));
    }

    /** A name for what is stored in each bucket of a shard, see {@link Marks}. */
    public long[] marks(int shard) {
        long[] words = shards.getOrDefault(shard, new long[BUCKETS * WORDS]);
        long[] marks = new long[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int at = bucket * WORDS + RECORD;
            marks[bucket] = Marks.mixed(words[at]) ^ words[at + 1];
        }
        return marks;
    }

    private static byte[][] level(long[] words, int from) {
        byte[][] leaves = new byte[BUCKETS][];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int at = bucket * WORDS + from;
            leaves[bucket] = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(words[at])
                    .putLong(words[at + 1])
                    .array();
        }
        return leaves;
    }

    /**
     * The sums as bytes, big-endian: number of shards (4 bytes); for each shard in order its number (4), a bit for each
     * bucket that is not zero (32, the first bucket being the highest bit of the first byte), and of those buckets the
     * four words (32 each).
     */
    public byte[] bytes() {
        int size = Integer.BYTES;
        for (long[] words : shards.values()) {
            size += Integer.BYTES + BITMAP_BYTES + used(words) * BUCKET_BYTES;
        }
        ByteBuffer out = ByteBuffer.allocate(size).putInt(shards.size());
        shards.forEach((shard, words) -> write(out.putInt(shard), words));
        return out.array();
    }

    private static int used(long[] words) {
        int used = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            used += isUsed(words, bucket) ? 1 : 0;
        }
        return used;
    }

    private static boolean isUsed(long[] words, int bucket) {
        int at = bucket * WORDS;
        return (words[at] | words[at + 1] | words[at + 2] | words[at + 3]) != 0;
    }

    private static void write(ByteBuffer out, long[] words) {
        byte[] bitmap = new byte[BITMAP_BYTES];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (isUsed(words, bucket)) {
                bitmap[bucket / Byte.SIZE] |= (byte) (0x80 >>> bucket % Byte.SIZE);
            }
        }
        out.put(bitmap);
        for (int at = 0; at < words.length; at += WORDS) {
            if (isUsed(words, at / WORDS)) {
                for (int word = 0; word < WORDS; word++) {
                    out.putLong(words[at + word]);
                }
            }
        }
    }

    /** Reads what {@link #bytes} wrote. */
    public static Sums read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Sums sums = new Sums();
        for (int left = in.getInt(); left > 0; left--) {
            long[] words = new long[BUCKETS * WORDS];
            sums.shards.put(in.getInt(), words);
            byte[] bitmap = new byte[BITMAP_BYTES];
            in.get(bitmap);
            for (int at = 0; at < words.length; at++) {
                int bucket = at / WORDS;
                if ((bitmap[bucket / Byte.SIZE] & 0x80 >>> bucket % Byte.SIZE) != 0) {
                    words[at] = in.getLong();
                }
            }
        }
        return sums;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sums that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        Map<Integer, Roots> roots = new TreeMap<>();
        shards.keySet().forEach(shard -> roots.put(shard, roots(shard)));
        return roots.toString();
    }
}
