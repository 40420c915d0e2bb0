package io.stemedb.store;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.merkle.Roots;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** What the records of one shard add up to, computed as plainly as the documentation of the format says it. */
public final class PlainRoots {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    private PlainRoots() {}

    public static Roots of(Collection<Recorded> records, int shardCount) {
        BigInteger[] content = new BigInteger[256];
        BigInteger[] record = new BigInteger[256];
        Arrays.fill(content, BigInteger.ZERO);
        Arrays.fill(record, BigInteger.ZERO);
        for (Recorded one : records) {
            int shard = PathHash.shardOf(one.assertion().conceptPath(), shardCount);
            byte[] key = RecordKey.of(shard, one);
            byte[] rest = RecordFormat.encode(one);
            byte[] id = one.id().bytes();
            int bucket = id[2] & 0xff;
            content[bucket] = content[bucket].add(content(one, id)).mod(MODULUS);
            byte[] stored = ByteBuffer.allocate(2 + key.length + rest.length)
                    .putShort((short) key.length)
                    .put(key)
                    .put(rest)
                    .array();
            record[bucket] = record[bucket]
                    .add(new BigInteger(1, Arrays.copyOf(sha256(stored), 16)))
                    .mod(MODULUS);
        }
        return new Roots(root(content), root(record));
    }

    private static BigInteger content(Recorded record, byte[] id) {
        ByteBuffer bits = ByteBuffer.wrap(id, 8, 16);
        long high = bits.getLong();
        long low = bits.getLong();
        if (record.assertion().nonce() != null) {
            high = splitMix(high ^ record.assertion().assertedAt());
            low = splitMix(low + record.assertion().assertedAt());
        }
        return new BigInteger(
                1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }

    private static long splitMix(long z) {
        long one = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long two = (one ^ (one >>> 27)) * 0x94d049bb133111ebL;
        return two ^ (two >>> 31);
    }

    private static String root(BigInteger[] sums) {
        List<byte[]> level = new ArrayList<>();
        for (BigInteger sum : sums) {
            byte[] low = sum.toByteArray();
            byte[] bytes = new byte[16];
            int from = Math.max(0, low.length - 16);
            System.arraycopy(low, from, bytes, 16 - (low.length - from), low.length - from);
            level.add(bytes);
        }
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int node = 0; node < level.size(); node += 16) {
                int length = level.get(node).length;
                ByteBuffer children = ByteBuffer.allocate(16 * length);
                level.subList(node, node + 16).forEach(children::put);
                above.add(sha256(children.array()));
            }
            level = above;
        }
        return HexFormat.of().formatHex(level.get(0));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
