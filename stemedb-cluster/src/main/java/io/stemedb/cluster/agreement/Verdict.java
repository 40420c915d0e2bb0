package io.stemedb.cluster.agreement;

/** Where an append stands. */
public enum Verdict {
    /** Fewer live nodes than needed. Nothing was stored, and nothing may be. */
    TOO_FEW,
    /** Nodes that may still answer can make it enough. */
    WAITING,
    /** Enough disks have it, so the client is told. */
    ENOUGH,
    /** Some nodes may have it, but not enough of them said so. To send the claim again is safe. */
    UNKNOWN
}
