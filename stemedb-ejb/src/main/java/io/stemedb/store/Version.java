package io.stemedb.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What readers see at one moment: the table being written, the one being flushed, and the runs. Immutable but for what
 * the active table takes on. Readers hold it while they read; its runs are let go when nobody does.
 */
final class Version {
    private final MemTable active;
    private final MemTable frozen;
    private final List<RunHandle> runs;
    private final Set<Integer> twinsInRuns;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** @param frozen null if no table is being flushed */
    Version(MemTable active, MemTable frozen, List<RunHandle> runs) {
        this.active = active;
        this.frozen = frozen;
        this.runs = runs;
        this.twinsInRuns = runs.stream()
                .flatMap(handle -> handle.run().entry().twins().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
        runs.forEach(RunHandle::hold);
    }

    MemTable active() {
        return active;
    }

    MemTable frozen() {
        return frozen;
    }

    List<RunHandle> runs() {
        return runs;
    }

    /** Whether some id has several records, of which one is shown. */
    boolean hasTwins() {
        return active.hasTwins() || (frozen != null && frozen.hasTwins()) || !twinsInRuns.isEmpty();
    }

    /** The same of the ids of one shard. To be asked after records were read: more may come meanwhile. */
    boolean hasTwins(int shard) {
        return twinsInRuns.contains(shard) || active.hasTwins(shard) || (frozen != null && frozen.hasTwins(shard));
    }

    /** False if the version was let go already: take the current one again. */
    boolean hold() {
        int count = holders.get();
        while (count > 0) {
            if (holders.compareAndSet(count, count + 1)) {
                return true;
            }
            count = holders.get();
        }
        return false;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            runs.forEach(RunHandle::release);
        }
    }
}
