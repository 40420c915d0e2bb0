package io.stemedb.cluster.peer;

/** The node that was asked belongs to another cluster, or takes this one for a stranger. Nothing was done. */
public final class StrangerException extends UnreachableException {
    private static final long serialVersionUID = 1L;

    /** @param message why, in one line */
    public StrangerException(String message) {
        super(message);
    }
}
