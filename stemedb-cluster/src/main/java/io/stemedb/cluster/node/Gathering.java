package io.stemedb.cluster.node;

import io.stemedb.cluster.peer.Waiting;
import io.stemedb.cluster.scatter.ReadScope;
import io.stemedb.query.Coverage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A long reading from all nodes that hold some of it, of which the client is told first what it rests on. */
public final class Gathering {
    private final Coverage coverage;
    private final ReadScope scope;
    private final BooleanSupplier gone;

    /**
     * What is read with all that others have.
     *
     * @param scope null on a node without others
     * @param gone whether its reader has gone
     */
    Gathering(Coverage coverage, ReadScope scope, BooleanSupplier gone) {
        this.coverage = coverage;
        this.scope = scope;
        this.gone = gone;
    }

    /** What it rests on: it does not get worse, or the reading ends with a refusal. */
    public Coverage coverage() {
        return coverage;
    }

    /** Reads a part of it. */
    public <T> T during(Supplier<T> part) {
        return scope == null ? part.get() : Waiting.during(gone, () -> scope.during(part));
    }
}
