package io.stemedb.cluster.member;

/** What the newest system fact says of a node. A node that is out stays out for ever under this id. */
public enum Standing {
    IN,
    OUT
}
