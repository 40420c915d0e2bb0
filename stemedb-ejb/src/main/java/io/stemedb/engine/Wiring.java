package io.stemedb.engine;

import io.stemedb.assertion.Recorded;
import io.stemedb.intake.Recording;
import io.stemedb.intake.SourceCounts;
import io.stemedb.reading.AssertionReader;
import io.stemedb.recorder.Database;
import java.util.function.LongSupplier;

/** What stands around a node's own recorder and reader, for a node that has others beside it. */
public interface Wiring {
    /** A node without others: everything is its own. */
    Wiring ALONE = new Wiring() {};

    /**
     * Where everything that is written goes.
     *
     * @param own the recorder of this node
     */
    default Recording recording(Database database, Recording own) {
        return own;
    }

    /**
     * What walks over many slots, and everything that is not about one concept path, read.
     *
     * @param own what this node holds itself
     */
    default AssertionReader reader(Database database, AssertionReader own) {
        return own;
    }

    /**
     * What tells how much each source claimed.
     *
     * @param own the same of what this node holds itself
     */
    default SourceCounts sourceCounts(SourceCounts own) {
        return own;
    }

    /** Whether this node holds all of a shard, so that what is kept in memory about it is up to date. */
    default boolean holds(int shard) {
        return true;
    }

    /**
     * What fills in the time that a claim does not name. It throws a {@code StemeException} read-only if nobody can
     * tell the time.
     *
     * @param own the time of this node
     */
    default LongSupplier times(LongSupplier own) {
        return own;
    }

    /** Told of each record once it is visible, on the writing thread. */
    default void applied(Recorded recorded) {}
}
