package io.stemedb.store;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Who holds on to the runs of a moment, and from where on the journal is needed behind those. */
final class Pins {
    private final Map<Pin, Long> flushed = new ConcurrentHashMap<>();

    /** The runs that are in force now. */
    Pin take(Versions versions, Catalog catalog) {
        while (true) {
            Version held = versions.hold();
            Manifest manifest = catalog.manifest();
            Set<RunEntry> shown = new HashSet<>();
            held.runs().forEach(handle -> shown.add(handle.run().entry()));
            if (shown.equals(Set.copyOf(manifest.runs()))) {
                return pin(held, manifest);
            }
            held.release(); // a manifest was just put in force, and readers are about to see its runs
            Thread.onSpinWait();
        }
    }

    private Pin pin(Version held, Manifest manifest) {
        AtomicReference<Pin> self = new AtomicReference<>();
        Pin pin = new Pin(new StoredRuns(manifest), () -> {
            flushed.remove(self.get());
            held.release();
        });
        self.set(pin);
        flushed.put(pin, manifest.flushedLsn());
        return pin;
    }

    /** The journal is needed from here on, and from {@code lsn} on. */
    long least(long lsn) {
        return flushed.values().stream().reduce(lsn, Math::min);
    }
}
