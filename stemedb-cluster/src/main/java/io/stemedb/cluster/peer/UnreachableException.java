package io.stemedb.cluster.peer;

/** A node could not be asked, or gave no answer in time. What was asked for may have been done. */
public sealed class UnreachableException extends RuntimeException permits StrangerException {
    private static final long serialVersionUID = 1L;

    /** @param message which node, and why, in one line */
    public UnreachableException(String message) {
        super(message, null, false, false);
    }
}
