package io.stemedb.store;

import java.util.ArrayList;
import java.util.List;

/** The current version, and how it changes: each change is one step for every reader. */
final class Versions {
    private volatile Version current;

    Versions(List<RunHandle> runs) {
        current = new Version(new MemTable(), null, List.copyOf(runs));
    }

    /** The current version without holding it: for its tables, or for a thread that changes versions itself. */
    Version peek() {
        return current;
    }

    /** The current version, held; release it. */
    Version hold() {
        Version version = current;
        while (!version.hold()) {
            version = current;
        }
        return version;
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

    /** Lets everything go; readers that still hold a version end first. */
    synchronized void close() {
        current.release();
    }

    private void become(Version next) {
        Version before = current;
        current = next;
        before.release();
    }
}
