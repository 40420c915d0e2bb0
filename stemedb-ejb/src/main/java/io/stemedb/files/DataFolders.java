package io.stemedb.files;

import java.nio.file.Path;

/**
 * What the folders of a data directory are called. A backup calls its own the same.
 *
 * @param directory the data directory
 */
public record DataFolders(Path directory) {
    /** The folder of the runs and their manifest. */
    public static final String RUNS = "db";

    /** The folder of the journal. */
    public static final String JOURNAL = "wal";

    private static final String SET_ASIDE = "set-aside";

    /** Those that one of them lies beside. */
    public static DataFolders beside(Path folder) {
        return new DataFolders(folder.toAbsolutePath().getParent());
    }

    public Path runs() {
        return directory.resolve(RUNS);
    }

    public Path journal() {
        return directory.resolve(JOURNAL);
    }

    /** Where damaged files are kept; made when it is needed. */
    public Path setAside() {
        return directory.resolve(SET_ASIDE);
    }
}
