package io.stemedb.cluster.node;

import io.stemedb.cluster.operations.Operations;
import io.stemedb.engine.Engine;

/** Where a node stands in its life. */
public sealed interface NodeState {
    /**
     * The data directory is being opened: the manifest is read and the journal replayed.
     *
     * @param replayed how far the journal has been read back
     */
    record Starting(ReplayProgress replayed) implements NodeState {}

    /** It takes requests. */
    record Open(Engine engine, Operations operations) implements NodeState {}

    /**
     * It will never open.
     *
     * @param cause why, in one line that an operator can act on
     */
    record Failed(String cause) implements NodeState {}

    /** It is being shut down. */
    record Closed() implements NodeState {}
}
