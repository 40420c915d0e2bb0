package io.stemedb.repair;

import io.stemedb.files.DataFolders;
import io.stemedb.files.Disk;
import io.stemedb.files.SetAside;
import io.stemedb.recorder.Identity;
import io.stemedb.refusal.Reason;
import io.stemedb.store.StoppedStore;
import io.stemedb.store.Store;
import io.stemedb.store.UnnamedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Makes a store again from runs that no manifest names. They are set aside first and taken up one by one; as long as a
 * file in the data directory says so no node takes what is there by then for everything, and the next repair begins
 * here again.
 */
final class FromRuns {
    private final Disk disk;
    private final Path directory;
    private final Path setAside;
    private final Path mark;

    FromRuns(Disk disk, Path directory, Path setAside) {
        this.disk = disk;
        this.directory = directory;
        this.setAside = setAside;
        this.mark = directory.resolve(Identity.UNFINISHED_REPAIR);
    }

    /** What says that an earlier repair has not ended. */
    Path mark() {
        return mark;
    }

    boolean isUnfinished() {
        return disk.exists(mark);
    }

    /** Sets everything aside and makes an empty store. */
    void begin(long store, SetAside aside) throws IOException {
        if (!isUnfinished()) {
            disk.create(mark).close();
            disk.forceDirectory(directory);
        }
        StoppedStore.startOver(disk, new DataFolders(directory).runs(), store, aside);
    }

    /**
     * Puts into a store what can be read of the runs. Where in the journal each of them stood is not known any more;
     * all are taken for what was before it begins.
     *
     * @return whether that is all of it
     */
    boolean takeUp(Store store, long begins, Consumer<String> told) throws IOException {
        boolean whole = true;
        for (UnnamedRun run : StoppedStore.unnamed(disk, setAside)) {
            try {
                run.read(disk, (lsn, key, rest) -> {
                    if (store.tableFull()) {
                        store.flushNow(begins);
                    }
                    store.applyOnce(key, rest);
                });
            } catch (IOException damaged) {
                whole = false;
                told.accept("not all of it can be read: " + Reason.of(damaged));
            }
        }
        store.flushNow(begins);
        return whole;
    }

    /** Everything is in force, and what is lost is refused. */
    void end() throws IOException {
        disk.delete(mark);
        disk.forceDirectory(directory);
    }
}
