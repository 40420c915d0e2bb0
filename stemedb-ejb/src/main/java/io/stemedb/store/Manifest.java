package io.stemedb.store;

import io.stemedb.progress.DotVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which runs count, and how far the journal is in them. Immutable; a run counts once the manifest naming it is forced.
 *
 * @param store incarnation that the files belong to
 * @param nextRun number of the next run
 * @param flushedLsn every record before it is in a run, none behind it is
 * @param counted what is in the runs
 * @param runs live runs by number
 * @param dropped shards that were dropped once: this node's own numbers in them may have gaps
 */
record Manifest(long store, long nextRun, long flushedLsn, Counted counted, List<RunEntry> runs, Set<Integer> dropped) {

    /** One in which nothing was ever dropped. */
    Manifest(long store, long nextRun, long flushedLsn, Counted counted, List<RunEntry> runs) {
        this(store, nextRun, flushedLsn, counted, runs, Set.of());
    }

    static Manifest empty(long store) {
        return new Manifest(store, 1, 0, Counted.NOTHING, List.of());
    }

    /** The same as that of another incarnation. */
    Manifest of(long other) {
        return new Manifest(other, nextRun, flushedLsn, counted, runs, dropped);
    }

    /** The manifest that also has a flushed table. */
    Manifest flushed(RunEntry run, MemTable.Extent extent) {
        List<RunEntry> more = new ArrayList<>(runs);
        more.add(run);
        return new Manifest(
                store,
                Math.max(nextRun, run.number() + 1),
                extent.lsn(),
                counted.union(extent.counted()),
                List.copyOf(more),
                dropped);
    }

    /** The manifest in which one run stands for several. */
    Manifest merged(List<RunEntry> gone, RunEntry run) {
        return replaced(gone, List.of(run));
    }

    /** The manifest in which some runs stand for others that hold the same. */
    Manifest replaced(List<RunEntry> gone, List<RunEntry> instead) {
        if (!runs.containsAll(gone)) { // a merge and a healing that overtook each other would count records twice
            throw new IllegalStateException("a run to be replaced is in force no more");
        }
        List<RunEntry> left = new ArrayList<>(runs);
        left.removeAll(gone);
        left.addAll(instead);
        long next = instead.stream().mapToLong(run -> run.number() + 1).max().orElse(nextRun);
        return new Manifest(store, Math.max(nextRun, next), flushedLsn, counted, List.copyOf(left), dropped);
    }

    /** The manifest that knows what this node has given out, too. */
    Manifest given(Counted counts) {
        Counted given = new Counted(DotVector.NONE, counts.given(), 0, 0);
        return new Manifest(store, nextRun, flushedLsn, counted.union(given), runs, dropped);
    }

    /** The manifest without a shard. What this node has given out in it stays known. */
    Manifest without(int shard) {
        Set<Integer> more = new TreeSet<>(dropped);
        more.add(shard);
        List<RunEntry> left = runs.stream().map(run -> run.without(shard)).toList();
        return new Manifest(store, nextRun, flushedLsn, counted.without(shard), left, more);
    }

    /** The manifest that does not count some records any more. */
    Manifest without(DotVector lost) {
        return new Manifest(store, nextRun, flushedLsn, counted.without(lost), runs, dropped);
    }

    /** Greatest recorded_at in the runs. */
    long clock() {
        return counted.clock();
    }

    /** Which records are in the runs. */
    DotVector dots() {
        return counted.dots();
    }
}
