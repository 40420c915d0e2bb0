package io.stemedb.store;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who holds on to the runs of a moment, and from where on the journal is needed behind those. */
final class Pins {
    private final Map<Object, Long> flushed = new ConcurrentHashMap<>();

    /** The runs that are in force now. */
    Pin take(Versions versions, Catalog catalog) {
        Object key = new Object();
        flushed.put(key, 0L); // before the manifest is read: what a flush lets go after that may be needed
        try {
            return taken(key, versions, catalog);
        } catch (RuntimeException | Error e) {
            flushed.remove(key);
            throw e;
        }
    }

    private Pin taken(Object key, Versions versions, Catalog catalog) {
        while (true) {
            Version held = versions.hold();
            try {
                Manifest manifest = catalog.manifest();
                Set<RunEntry> shown = new HashSet<>();
                held.runs().forEach(handle -> shown.add(handle.run().entry()));
                if (shown.equals(Set.copyOf(manifest.runs()))) {
                    return pin(key, held.runs(), manifest);
                }
            } finally {
                held.release(); // with its tables, which would stay in memory as long as a backup takes
            }
            Thread.onSpinWait(); // a manifest was just put in force, and readers are about to see its runs
        }
    }

    private Pin pin(Object key, List<RunHandle> runs, Manifest manifest) {
        runs.forEach(RunHandle::hold);
        flushed.put(key, manifest.flushedLsn());
        return new Pin(new StoredRuns(manifest), () -> {
            flushed.remove(key);
            runs.forEach(RunHandle::release);
        });
    }

    /** The journal is needed from here on, and from {@code lsn} on. */
    long least(long lsn) {
        return flushed.values().stream().reduce(lsn, Math::min);
    }
}
