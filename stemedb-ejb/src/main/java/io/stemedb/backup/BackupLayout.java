package io.stemedb.backup;

import io.stemedb.files.DataFolders;
import java.nio.file.Path;

/**
 * What stands where in the folder of a backup. It is no data directory: there is no identity, so that no node opens it.
 */
final class BackupLayout {
    static final String DB = DataFolders.RUNS;
    static final String WAL = DataFolders.JOURNAL;

    /** Names every file of a finished backup; there is none in an unfinished one. */
    static final String MANIFEST = "backup";

    /** While a backup that may hold hard links is unfinished. */
    static final String LINKING = "linking";

    private BackupLayout() {}

    static Path db(Path backup) {
        return backup.resolve(DB);
    }

    static Path wal(Path backup) {
        return backup.resolve(WAL);
    }
}
