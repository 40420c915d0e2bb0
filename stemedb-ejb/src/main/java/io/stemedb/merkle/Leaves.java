package io.stemedb.merkle;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Makes leaves, one after the other; one object a thread, as it keeps what hashing needs. */
public final class Leaves {
    /** Of an id's 32 bytes 16 behind those that lead to shard and bucket, which sums know already. */
    private static final int CONTENT_AT = 8;

    private final MessageDigest digest = MerkleDigest.create();

    /**
     * The leaf of a record. An id is a SHA-256 over the completed assertion already, so 16 of its bytes stand for what
     * was claimed, and cost nothing; only with a nonce is the time outside the id, and is mixed in.
     *
     * @param key how the record is stored: its key
     * @param rest and the rest
     */
    public Leaf of(byte[] id, boolean nonce, long assertedAt, byte[] key, byte[] rest) {
        ByteBuffer bits = ByteBuffer.wrap(id, CONTENT_AT, 2 * Long.BYTES);
        long high = bits.getLong();
        long low = bits.getLong();
        if (nonce) {
            high = mixed(high ^ assertedAt);
            low = mixed(low + assertedAt);
        }
        digest.update((byte) (key.length >>> Byte.SIZE));
        digest.update((byte) key.length);
        digest.update(key);
        digest.update(rest);
        ByteBuffer record = ByteBuffer.wrap(digest.digest());
        return new Leaf(high, low, record.getLong(), record.getLong());
    }

    /** Spreads each bit over all others, and never gives two numbers the same: the last steps of SplitMix64. */
    private static long mixed(long bits) {
        long z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
