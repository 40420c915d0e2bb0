package io.stemedb.cluster.peer;

/** What became of a copy. */
public enum CopyResult {
    /** It is new there, and durable. */
    TAKEN,
    /** It was there before. */
    KNOWN,
    /** It was not taken: the node is full, read-only, sealed or busy, or the record is not sound. */
    REFUSED;

    /** Whether the node has it on its disk. */
    public boolean held() {
        return this != REFUSED;
    }
}
