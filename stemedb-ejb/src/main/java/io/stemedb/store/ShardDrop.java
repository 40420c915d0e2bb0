package io.stemedb.store;

import java.io.IOException;

/** Holds the records of a shard no more. To be used by the thread that applies. */
public final class ShardDrop {
    private final RunFiles files;
    private final Versions versions;
    private final Catalog catalog;
    private final Merge merge;
    private final Dots dots;
    private final Runnable dropped;

    ShardDrop(RunFiles files, Versions versions, Catalog catalog, Merge merge, Dots dots, Runnable dropped) {
        this.files = files;
        this.versions = versions;
        this.catalog = catalog;
        this.merge = merge;
        this.dots = dots;
        this.dropped = dropped;
    }

    /** Whether some of it may be in memory and in no run yet. */
    public boolean isInTables(int shard) {
        Version now = versions.peek();
        return now.frozen() != null || now.active().tally().shard(shard) > 0;
    }

    /**
     * Drops it. The records stay in their files until these are merged ({@link Store#giveBack}), and in the journal as
     * long as it goes back. Numbers that this node has given out stay given out.
     *
     * @return false if that cannot be done now: some of it is in tables, a merge is under way, or a run is damaged
     */
    public boolean run(int shard) throws IOException {
        if (isInTables(shard) || !files.damages().isEmpty()) {
            return false;
        }
        boolean done = merge.unlessUnderWay(() -> {
            // Manifests before format 3 do not say what was given out: it followed from what is about to go.
            catalog.change(files, manifest -> manifest.given(dots.counted()).without(shard));
            dots.drop(shard);
            versions.narrowed(entry -> entry.holdsShard(shard) ? entry.without(shard) : entry);
        });
        if (done) {
            dropped.run();
        }
        return done;
    }
}
