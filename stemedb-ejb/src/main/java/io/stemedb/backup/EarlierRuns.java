package io.stemedb.backup;

import io.stemedb.files.Disk;
import io.stemedb.files.Pace;
import io.stemedb.refusal.Reason;
import io.stemedb.store.RunName;
import io.stemedb.store.StoredRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The runs that earlier backups have, as far as a new one may share them: a damaged one would damage it too. */
final class EarlierRuns {
    private static final System.Logger LOGGER = System.getLogger(EarlierRuns.class.getName());

    private final Disk disk;
    private final StoredRuns runs;
    private final boolean copiesOnly;
    private final Map<String, Earlier> files = new TreeMap<>();

    /** A file of an earlier backup, as that backup lists it. */
    private record Earlier(Path backup, BackedUpFile file) {}

    /**
     * A run of an earlier backup that is what it was when it was backed up.
     *
     * @param listed both files, for the list of a backup that shares them
     */
    record Held(Path file, Path side, List<BackedUpFile> listed) {}

    /**
     * @param runs the runs of the new backup
     * @param copiesOnly whether those are passed over that may share their bytes with the data directory
     */
    EarlierRuns(Disk disk, StoredRuns runs, boolean copiesOnly) {
        this.disk = disk;
        this.runs = runs;
        this.copiesOnly = copiesOnly;
    }

    /** Takes in a finished backup; of a file that several have, the first one counts. */
    void remember(Path finished) {
        try {
            for (BackedUpFile file : BackupManifestFile.read(disk, finished).files()) {
                files.putIfAbsent(file.name(), new Earlier(finished, file));
            }
        } catch (IOException damaged) {
            // nothing is taken over from it; verify tells of it
        }
    }

    /**
     * A run in an earlier backup, read to its end.
     *
     * @param pace is told of what is read
     * @return empty if no backup has it, or it is not what it was
     * @throws Pace.StoppedException if the pace ends it
     */
    Optional<Held> find(RunName run, Pace pace) throws Pace.StoppedException {
        Earlier file = files.get(BackupLayout.DB + "/" + run.file());
        Earlier side = files.get(BackupLayout.DB + "/" + run.side());
        if (file == null || side == null || !file.backup().equals(side.backup()) || !isSame(run, file, side)) {
            return Optional.empty();
        }
        Path db = BackupLayout.db(file.backup());
        try {
            runs.check(disk, db, run, pace);
            return Optional.of(
                    new Held(db.resolve(run.file()), db.resolve(run.side()), List.of(file.file(), side.file())));
        } catch (Pace.StoppedException stopped) {
            throw stopped;
        } catch (IOException damaged) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "this backup has {0} damaged: {1}; the new backup copies it again; see stemedb-node verify",
                    db.resolve(run.file()),
                    Reason.of(damaged));
            return Optional.empty();
        }
    }

    /** Whether a backup says of a run what the store says of it. */
    private boolean isSame(RunName run, Earlier file, Earlier side) {
        boolean same = file.file().bytes() == run.bytes()
                && side.file().bytes() == run.sideBytes()
                && side.file().check() == run.sideCheck();
        return same && !(copiesOnly && !(file.file().copied() && side.file().copied()));
    }
}
