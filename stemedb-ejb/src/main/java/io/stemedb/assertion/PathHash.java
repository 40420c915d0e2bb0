package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Gives every concept path its shard. Stored data and every id depend on the rule, so the rule never changes: the hash
 * of a path is the first 8 bytes, big-endian, of the SHA-256 of the path in UTF-8. Anyone can make a test vector:
 * {@code printf %s geo/country/FR | sha256sum}.
 *
 * <p>Shards are ranges of the hash, in its order as an unsigned number. System facts are the exception: they share one
 * shard of their own, whatever their hash.
 */
public final class PathHash {
    /** A concept path that begins with this is the path of a system fact: a fact of the database about itself. */
    public static final String SYSTEM_ROOT = "_stemedb/";

    /** Number of the shard that holds system facts. The number is above that of every other shard, so it sorts last. */
    public static final int SYSTEM_SHARD = 0xffff;

    private PathHash() {}

    /** The whole hash of a concept path: 64 bits, to be read as an unsigned number. */
    public static long hash64(String conceptPath) {
        byte[] digest = Sha256.digest(conceptPath.getBytes(UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << 8 | (digest[i] & 0xff);
        }
        return hash;
    }

    /** The first 16 bits of the hash, from 0 to 65,535. They decide the shard, and every id begins with them. */
    public static int hash16(String conceptPath) {
        return (int) (hash64(conceptPath) >>> 48);
    }

    /**
     * The shard of a path that is not under {@link #SYSTEM_ROOT}.
     *
     * @param hash16 first 16 bits of the path's hash, from 0 to 65,535
     * @param shardCount a power of two from 1 to 4,096; not checked
     * @return from 0, inclusive, to {@code shardCount}, exclusive
     */
    public static int shardOf(int hash16, int shardCount) {
        return hash16 >>> (16 - Integer.numberOfTrailingZeros(shardCount));
    }

    /**
     * The shard of a concept path.
     *
     * @param shardCount a power of two from 1 to 4,096; not checked
     * @return {@link #SYSTEM_SHARD} if the path is that of a system fact
     */
    public static int shardOf(String conceptPath, int shardCount) {
        return conceptPath.startsWith(SYSTEM_ROOT) ? SYSTEM_SHARD : shardOf(hash16(conceptPath), shardCount);
    }

    /**
     * The shard of an assertion. The path is not hashed again, because the id begins with the hash.
     *
     * @param shardCount a power of two from 1 to 4,096; not checked
     * @return {@link #SYSTEM_SHARD} if the assertion is a system fact, whose id says nothing of its shard
     */
    public static int shardOf(Assertion assertion, int shardCount) {
        return assertion.conceptPath().startsWith(SYSTEM_ROOT)
                ? SYSTEM_SHARD
                : shardOf(assertion.id().hash16(), shardCount);
    }

    /** The name of a shard in answers, metrics and messages: {@code shard_17}, or {@code shard_system}. */
    public static String shardName(int shard) {
        return shard == SYSTEM_SHARD ? "shard_system" : "shard_" + shard;
    }
}
