package io.stemedb.recorder;

import io.stemedb.archive.Archiver;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** When the journal is archived, and what may not be let go before it is. */
final class Archiving {
    private static final long RETENTION_EVERY_MICROS = 60_000_000;

    private final Archiver archiver;
    private final Executor executor;
    private final AtomicBoolean queued = new AtomicBoolean();
    private long seenLsn = -1;
    private long tried;

    /** @param archiver null where nothing is archived */
    Archiving(Archiver archiver, Executor executor) {
        this.archiver = archiver;
        this.executor = executor;
    }

    /**
     * Has archived what is finished, unless that is under way. Called by the writing thread, often.
     *
     * @param finishedLsn where the newest segment begins
     * @param neededLsn nothing from here on is let go in the archive
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
                || Math.abs(now - tried) >= RETENTION_EVERY_MICROS;
    }

    /** The journal before this LSN need not be kept for the archive. */
    long archivedLsn() {
        return archiver == null ? Long.MAX_VALUE : archiver.state().archivedLsn();
    }
}
