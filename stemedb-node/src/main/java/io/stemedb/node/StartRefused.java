package io.stemedb.node;

/** Why a node cannot start, in one line for the operator. */
final class StartRefused extends Exception {
    private static final long serialVersionUID = 1L;

    StartRefused(String why) {
        super(why);
    }
}
