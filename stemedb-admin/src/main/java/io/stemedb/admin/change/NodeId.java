package io.stemedb.admin.change;

import io.stemedb.admin.command.Param;

/** How the node of a change is named. */
final class NodeId {
    static final String ID = "NODE_ID";
    static final Param PARAM = Param.of(ID, "the whole id of the node");

    private NodeId() {}
}
