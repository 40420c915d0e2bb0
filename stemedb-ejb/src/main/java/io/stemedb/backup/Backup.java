package io.stemedb.backup;

import io.stemedb.files.Disk;
import io.stemedb.recorder.Database;
import io.stemedb.store.Damage;
import io.stemedb.store.Pin;
import io.stemedb.task.Progress;
import io.stemedb.task.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Takes a backup of an open database while it goes on: the runs of one moment, and the journal from where those end to
 * what was forced by then, so that together they are exactly what was recorded before one position.
 */
public final class Backup implements Work {
    private final Disk disk;
    private final LongSupplier wallMicros;
    private final Database database;
    private final Path dataDirectory;
    private final Path to;
    private final boolean copy;

    /**
     * @param wallMicros the machine's clock, microseconds since 1970
     * @param to absolute; a folder of backups of this store, or one to be made or filled
     * @param copy whether runs are copied even if a hard link could be had
     */
    public Backup(Disk disk, LongSupplier wallMicros, Database database, Path dataDirectory, Path to, boolean copy) {
        this.disk = disk;
        this.wallMicros = wallMicros;
        this.database = database;
        this.dataDirectory = dataDirectory;
        this.to = to.normalize();
        this.copy = copy;
    }

    /**
     * Refuses a place that cannot be right, before anything is done.
     *
     * @throws IOException the message says why
     */
    public void refuseWrongPlace() throws IOException {
        if (!to.isAbsolute()) {
            throw new IOException("a backup goes to an absolute path, and " + to + " is none");
        }
        Path target = disk.real(to);
        Path data = disk.real(dataDirectory);
        if (target.startsWith(data) || data.startsWith(target)) {
            throw new IOException(to + " and the data directory " + dataDirectory
                    + " are one inside the other; choose a folder elsewhere, best on another disk");
        }
    }

    @Override
    public void run(Progress progress) throws IOException {
        refuseWrongPlace();
        long begun = wallMicros.getAsLong();
        try (Pin pin = database.store().pin()) {
            refuseDamaged();
            long lsn = database.journalLsn(); // behind the pin: never before where its runs end
            BackupFolder folder = new BackupFolder(disk, to);
            folder.take(database.identity().store());
            Path backup = folder.next(begun);
            progress.at(0, "taking " + backup + " at LSN " + lsn);
            Taking taking = new Taking(disk, dataDirectory, backup, pin.runs(), copy, progress);
            taking.begin(folder.finished());
            BackupManifest manifest = taking.take(database.identity(), lsn, begun, wallMicros);
            new LastBackup(begun, lsn, backup.toString()).write(disk, dataDirectory);
            progress.at(1, summary(backup, manifest));
        }
    }

    private void refuseDamaged() throws IOException {
        List<Damage> damages = database.store().damages();
        if (!damages.isEmpty()) {
            throw new IOException(damages.get(0).file()
                    + " is damaged; a backup can be taken once it is healed (GET /v1/health says when)");
        }
    }

    /** One line for people on what a backup is. */
    public static String summary(Path backup, BackupManifest manifest) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %d files, %d bytes, of which %d new%s%s",
                backup,
                Reached.counted(manifest.records(), manifest.lsn(), manifest.facts()),
                manifest.files().size(),
                manifest.bytes(),
                manifest.newBytes(),
                manifest.hasLinks() ? "; hard links share their bytes with the data directory" : "",
                manifest.lacksClaims() ? "; claims that a repair had lost are not in it" : "");
    }
}
