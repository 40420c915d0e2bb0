package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.PathHash;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.RecordKey;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A range of slots as ranges of keys, the same in each of its shards but for the shard's two bytes.
 *
 * @param shards which shards can hold slots of the range
 * @param from least key behind the shard's bytes
 * @param below what every key behind the shard's bytes is less than, or null for no bound
 * @param skip a slot (without shard) that is itself left out, or null
 * @param until records that were recorded later are left out
 */
record SlotBounds(int[] shards, byte[] from, byte[] below, byte[] skip, long until) {

    static SlotBounds of(SlotRange range, int shardCount) {
        byte[] prefix = prefix(range);
        byte[] from = prefix;
        byte[] skip = null;
        if (range.fromPath() != null) {
            byte[] start = concat(range.fromPath().getBytes(UTF_8), range.fromPredicate());
            // The empty predicate stands before all others: without its closing 0 it is less than any slot of the path.
            if (!range.fromPredicate().isEmpty() && !range.fromIncluded()) {
                skip = start;
            }
            if (Arrays.compareUnsigned(start, from) > 0) {
                from = start;
            }
        }
        return new SlotBounds(
                shards(range, shardCount),
                from,
                prefix.length == 0 ? null : RecordKey.above(prefix),
                skip,
                range.until());
    }

    private static int[] shards(SlotRange range, int shardCount) {
        if (range.system()) {
            return new int[] {PathHash.SYSTEM_SHARD};
        }
        return range.scope() == SlotRange.Scope.PATH
                ? new int[] {PathHash.shardOf(range.path(), shardCount)}
                : IntStream.range(0, shardCount).toArray();
    }

    private static byte[] prefix(SlotRange range) {
        return switch (range.scope()) {
            case PATH -> concat(range.path().getBytes(UTF_8), "");
            case BELOW -> (range.path() + "/").getBytes(UTF_8);
            case ALL -> new byte[0];
        };
    }

    /** path, 0, and if there is one the predicate, 0. */
    private static byte[] concat(byte[] path, String predicate) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length + predicate.length() + 2);
        bytes.writeBytes(path);
        bytes.write(0);
        if (!predicate.isEmpty()) {
            bytes.writeBytes(predicate.getBytes(UTF_8));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    /** The same in some of the shards only. */
    SlotBounds only(Set<Integer> some) {
        return new SlotBounds(Arrays.stream(shards).filter(some::contains).toArray(), from, below, skip, until);
    }

    /** The first key to look at in a shard. */
    byte[] fromIn(int shard) {
        return in(shard, from);
    }

    /** A key of a shard, from the bytes behind the shard's. */
    static byte[] in(int shard, byte[] behind) {
        byte[] key = new byte[Short.BYTES + behind.length];
        key[0] = (byte) (shard >>> 8);
        key[1] = (byte) shard;
        System.arraycopy(behind, 0, key, Short.BYTES, behind.length);
        return key;
    }

    /** Whether a key of a shard at or behind {@link #fromIn} still belongs to the range. */
    boolean holds(int shard, byte[] key) {
        return RecordKey.shard(key) == shard
                && (below == null || Arrays.compareUnsigned(key, Short.BYTES, key.length, below, 0, below.length) < 0);
    }

    boolean skips(byte[] slotWithShard) {
        return skip != null && Arrays.equals(slotWithShard, Short.BYTES, slotWithShard.length, skip, 0, skip.length);
    }
}
