package io.stemedb.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the store is missing, cut, foreign or damaged. Nothing is answered from it. */
public final class StoreDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /** What else is to be said of a damage that was met before. */
    private StoreDamagedException(StoreDamagedException damage, String more) {
        super(damage.getMessage() + more, damage.getCause());
        this.file = damage.file;
    }

    StoreDamagedException(Path file, String what) {
        this(file, what, null);
    }

    StoreDamagedException(Path file, String what, Throwable cause) {
        super("store damaged: " + file + ": " + what, cause);
        this.file = file;
    }

    /** The same, telling what was in the run. */
    StoreDamagedException affecting(RunEntry run) {
        return new StoreDamagedException(
                this,
                "; the run held " + run.records() + " records of shards "
                        + run.shards().keySet() + " (LSN " + run.fromLsn() + " to " + run.toLsn()
                        + "), and the journal does not have them");
    }

    /** The same, telling what to do. */
    public StoreDamagedException advising(String advice) {
        return new StoreDamagedException(this, "; " + advice);
    }

    /** Whether it is the manifest, so that nothing says which runs count. */
    public boolean isOfManifest() {
        return file.endsWith(ManifestFile.NAME);
    }

    public Path file() {
        return file;
    }
}
