package io.stemedb.engine;

import io.stemedb.files.LocalDisk;
import io.stemedb.recorder.Database;
import io.stemedb.scrub.Scrub;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Puts the scrub of a node on the local disk together. */
final class Scrubbing {
    private Scrubbing() {}

    static Scrub of(Database database, EngineOptions options, LongSupplier wallMicros) {
        Scrub.Subject subject = new Scrub.Subject(
                database.store()::scrub, database::journalScrub, database::journalLsn, database::archiveScrub);
        Scrub.Around around = new Scrub.Around(
                new LocalDisk(),
                options.database().directory(),
                wallMicros,
                System::nanoTime,
                LockSupport::parkNanos,
                options.scrubRate());
        return new Scrub(subject, around);
    }
}
