package io.stemedb.store;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The current version, and how it changes: each change is one step for every reader. */
final class Versions {
    private volatile Version current;
    private volatile boolean closed;

    Versions(List<RunHandle> runs) {
        current = new Version(new MemTable(), null, List.copyOf(runs));
    }

    /** The current version without holding it: for its tables, or for a thread that changes versions itself. */
    Version peek() {
        return current;
    }

    /**
     * The current version, held; release it.
     *
     * @throws StemeException starting, if the store was closed
     */
    Version hold() {
        while (!closed) {
            Version version = current;
            if (version.hold()) {
                return version;
            }
        }
        throw StemeException.of(Refusal.STARTING, "the node is shutting down");
    }

    synchronized void freeze() {
        if (current.frozen() != null) {
            throw new IllegalStateException("the table before is still being flushed");
        }
        become(new Version(new MemTable(), current.active(), current.runs()));
    }

    synchronized void flushed(RunHandle run) {
        List<RunHandle> runs = new ArrayList<>(current.runs());
        runs.add(run);
        become(new Version(current.active(), null, List.copyOf(runs)));
    }

    synchronized void merged(List<RunHandle> gone, RunHandle run) {
        List<RunHandle> runs = new ArrayList<>(current.runs());
        runs.removeAll(gone);
        runs.add(run);
        gone.forEach(RunHandle::retire);
        become(new Version(current.active(), current.frozen(), List.copyOf(runs)));
    }

    synchronized void replaced(RunHandle gone, List<RunHandle> instead) {
        List<RunHandle> runs = new ArrayList<>(current.runs());
        runs.remove(gone);
        runs.addAll(instead);
        gone.retire();
        become(new Version(current.active(), current.frozen(), List.copyOf(runs)));
    }

    /** Shows less of some runs. */
    synchronized void narrowed(UnaryOperator<RunEntry> change) {
        List<RunHandle> runs = current.runs().stream()
                .map(handle -> handle.as(change.apply(handle.run().entry())))
                .toList();
        become(new Version(current.active(), current.frozen(), runs));
    }

    /** The run of an entry, if it is still one of the current ones, as it is now. */
    Optional<RunHandle> handleOf(RunEntry entry) {
        return current.runs().stream()
                .filter(handle -> handle.run().entry().number() == entry.number())
                .findFirst();
    }

    /** Lets everything go; readers that still hold a version end first. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            current.release();
        }
    }

    private void become(Version next) {
        if (closed) { // a flush or merge that ended too late: the next start finds what it did
            next.release();
            return;
        }
        Version before = current;
        current = next;
        before.release();
    }
}
