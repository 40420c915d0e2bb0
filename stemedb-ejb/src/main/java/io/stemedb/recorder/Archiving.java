package io.stemedb.recorder;

import io.stemedb.archive.Archiver;
import io.stemedb.files.SetAside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** When the journal is archived, and what may not be let go before it is. */
final class Archiving {
    /** Something may have become old, or somebody may have removed something there. */
    private static final long LOOK_EVERY_MICROS = 10_000_000;

    private final Archiver archiver;
    private final Executor executor;
    private final SetAside aside;
    private final AtomicBoolean queued = new AtomicBoolean();
    private long seenLsn = -1;
    private long tried;

    /**
     * @param archiver null if nothing is archived
     * @param aside takes the segments that were given up
     */
    Archiving(Archiver archiver, Executor executor, SetAside aside) {
        this.archiver = archiver;
        this.executor = executor;
        this.aside = aside;
    }

    /**
     * Has archived what is finished, unless that is under way. Called by the writing thread, often.
     *
     * @param finishedLsn where the newest segment begins
     * @param neededLsn nothing from here on is let go in the archive, or given up
     */
    void look(long finishedLsn, long neededLsn, long now) {
        if (archiver == null || !due(finishedLsn, now) || queued.getAndSet(true)) {
            return;
        }
        seenLsn = finishedLsn;
        tried = now;
        executor.execute(() -> {
            queued.set(false);
            archiver.run(neededLsn);
        });
    }

    private boolean due(long finishedLsn, long now) {
        boolean failing = archiver.state().failure() != null;
        return finishedLsn > seenLsn
                || (failing && Obstacle.isLater(now, tried))
                || Math.abs(now - tried) >= LOOK_EVERY_MICROS;
    }

    /** Sets a segment aside that is let go and was given up: somebody may want to look what of it can be read. */
    boolean takes(Path segment) throws IOException {
        return archiver != null
                && archiver.gaveUp(segment.getFileName().toString())
                && aside.take(segment, "not-archived") != null;
    }

    /** The journal before this LSN need not be kept for the archive. */
    long archivedLsn() {
        return archiver == null ? Long.MAX_VALUE : archiver.state().archivedLsn();
    }
}
