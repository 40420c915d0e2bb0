package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Places concept paths in shards, for ever: the 64-bit hash of a path is the first 8 bytes, big-endian, of the SHA-256
 * of its UTF-8 bytes, so {@code printf %s geo/country/FR | sha256sum} is a test vector anyone can make.
 */
public final class PathHash {
    /** Claims under this path are the database's own facts; they live in {@link #SYSTEM_SHARD}. */
    public static final String SYSTEM_ROOT = "_stemedb/";

    /** The number of the shard that holds system facts: above every shard of a hash, so it sorts last. */
    public static final int SYSTEM_SHARD = 0xffff;

    private PathHash() {}

    /** The whole hash of a concept path. */
    public static long hash64(String conceptPath) {
        byte[] digest = Sha256.digest(conceptPath.getBytes(UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << 8 | (digest[i] & 0xff);
        }
        return hash;
    }

    /** The first 16 bits of the hash, 0..65535. */
    public static int hash16(String conceptPath) {
        return (int) (hash64(conceptPath) >>> 48);
    }

    /**
     * The shard of a path whose first 16 hash bits are known.
     *
     * @param shardCount a power of two from 1 to 4096
     */
    public static int shardOf(int hash16, int shardCount) {
        return hash16 >>> (16 - Integer.numberOfTrailingZeros(shardCount));
    }

    /** The shard of a concept path, {@link #SYSTEM_SHARD} for a system fact. */
    public static int shardOf(String conceptPath, int shardCount) {
        return conceptPath.startsWith(SYSTEM_ROOT) ? SYSTEM_SHARD : shardOf(hash16(conceptPath), shardCount);
    }

    /**
     * The shard of an assertion, without hashing its path again: an id begins with the hash. A system fact's has none
     * of it.
     */
    public static int shardOf(Assertion assertion, int shardCount) {
        return assertion.conceptPath().startsWith(SYSTEM_ROOT)
                ? SYSTEM_SHARD
                : shardOf(assertion.id().hash16(), shardCount);
    }

    /** A shard's name on every surface: {@code shard_17}, {@code shard_system}. */
    public static String shardName(int shard) {
        return shard == SYSTEM_SHARD ? "shard_system" : "shard_" + shard;
    }
}
