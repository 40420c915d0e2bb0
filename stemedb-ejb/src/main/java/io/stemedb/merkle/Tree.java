package io.stemedb.merkle;

import java.security.MessageDigest;
import java.util.HexFormat;

/** The tree above the buckets of a shard: each node is the SHA-256 of its sixteen children one after the other. */
final class Tree {
    private static final int FAN_OUT = 16;

    private Tree() {}

    /** The root above a power of sixteen of leaves, in hex. */
    static String root(byte[][] leaves) {
        MessageDigest digest = MerkleDigest.create();
        byte[][] level = leaves;
        while (level.length > 1) {
            byte[][] above = new byte[level.length / FAN_OUT][];
            for (int node = 0; node < above.length; node++) {
                for (int child = 0; child < FAN_OUT; child++) {
                    digest.update(level[node * FAN_OUT + child]);
                }
                above[node] = digest.digest();
            }
            level = above;
        }
        return HexFormat.of().formatHex(level[0]);
    }
}
