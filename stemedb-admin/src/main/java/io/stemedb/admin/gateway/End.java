package io.stemedb.admin.gateway;

/** What is at the other end, in the words of messages. */
enum End {
    GATEWAY(
            "gateway",
            "a gateway",
            "the gateway of a node (port 18181)",
            "see whether a node runs there, or name another with --gateway; the cluster may be fine",
            "it may have begun all the same: look at stemedb-admin task list"),
    API(
            "API",
            "the API of a node",
            "the API of a node (port 18180)",
            "see whether a node runs there, or name another gateway with --gateway or the API itself with --api",
            "it may be written all the same: look at stemedb-admin history PATH PREDICATE");

    private final String noun;
    private final String any;
    private final String right;
    private final String ifNotReached;
    private final String afterSilence;

    End(String noun, String any, String right, String ifNotReached, String afterSilence) {
        this.noun = noun;
        this.any = any;
        this.right = right;
        this.ifNotReached = ifNotReached;
        this.afterSilence = afterSilence;
    }

    String noun() {
        return noun;
    }

    String any() {
        return any;
    }

    /** What it should be. */
    String right() {
        return right;
    }

    /** What to try if none can be connected to. */
    String ifNotReached() {
        return ifNotReached;
    }

    /** What to try if a change was sent and not answered. */
    String afterSilence() {
        return afterSilence;
    }
}
