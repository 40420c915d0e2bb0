package io.stemedb.cluster.placement;

/** The reason for a step. */
public enum Why {
    /** A node of the list drains, was removed, or was away for too long. */
    LEAVE,
    /** An operator wants this node to lead. */
    PIN,
    /** The list was shorter than the replication factor. */
    FILL,
    /** The list was longer than the replication factor, which an operator has lowered. */
    TRIM,
    /** One node held two shards more than another. */
    BALANCE_HOLDERS,
    /** One node led two shards more than another. Only the order within the list changes. */
    BALANCE_LEADERS
}
