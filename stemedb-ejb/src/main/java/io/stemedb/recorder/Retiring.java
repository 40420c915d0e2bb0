package io.stemedb.recorder;

import io.stemedb.journal.Journal;
import io.stemedb.refusal.Reason;
import io.stemedb.store.Store;
import java.io.IOException;

/** Has finished segments of the journal archived, and lets go of those that nobody needs. For the writing thread. */
final class Retiring {
    private static final System.Logger LOGGER = System.getLogger(Recorder.class.getName());

    private final Journal journal;
    private final Store store;
    private final RecorderOptions options;
    private long retiredLsn;

    Retiring(Journal journal, Store store, RecorderOptions options) {
        this.journal = journal;
        this.store = store;
        this.options = options;
    }

    /** @param now microseconds since 1970 */
    void archive(long now) {
        options.archiving().look(journal.finishedLsn(), store.neededLsn(), now);
    }

    void retire() {
        long flushed = Math.min(store.neededLsn(), options.archiving().archivedLsn());
        if (flushed > retiredLsn) {
            retiredLsn = flushed;
            options.housekeeper().execute(() -> retireBefore(flushed));
        }
    }

    private void retireBefore(long flushed) {
        try {
            journal.retire(flushed, options.retention(), options.archiving()::takes);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "old journal segments stay behind: {0}", Reason.of(e));
        }
    }
}
