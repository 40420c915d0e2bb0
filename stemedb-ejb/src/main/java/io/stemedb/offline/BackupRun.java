package io.stemedb.offline;

import io.stemedb.archive.Archive;
import io.stemedb.archive.FolderArchive;
import io.stemedb.backup.Restore;
import io.stemedb.backup.Until;
import io.stemedb.engine.Engine;
import io.stemedb.engine.EngineOptions;
import io.stemedb.files.Disk;
import io.stemedb.files.LocalDisk;
import io.stemedb.recorder.Identity;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Takes and restores backups on the local disk for the command line, with a line for each step. */
public final class BackupRun {
    /** It was done, and all is well. */
    public static final int DONE = 0;

    /** It could not be done, or something is wrong. */
    public static final int FAILED = 1;

    private final Disk disk = new LocalDisk();
    private final RandomGenerator random;
    private final Consumer<String> out;

    /** @param random names the store that a restore makes */
    public BackupRun(RandomGenerator random, Consumer<String> out) {
        this.random = random;
        this.out = out;
    }

    /**
     * Whose data a directory holds, in 16 hex digits: what a node that is asked for a backup of it must be.
     *
     * @throws IOException if the directory is none of a node
     */
    public static String storeOf(Path dataDirectory) throws IOException {
        return Identity.read(new LocalDisk(), dataDirectory).storeName();
    }

    /**
     * Takes a backup of a node that is stopped. Whoever calls holds the directory's lock.
     *
     * @param to absolute
     * @return the exit code
     */
    public int take(EngineOptions options, Path to, boolean copy) {
        try (Engine engine = Engine.open(options)) {
            return carryOut(engine.backup(to, copy));
        } catch (IOException | StemeException | IllegalStateException failed) {
            return failed(failed);
        }
    }

    /**
     * Makes a data directory of a backup. Whoever calls holds its lock.
     *
     * @param archive folder of the archive, or null
     * @return the exit code
     */
    public int restore(Path from, Path to, Path archive, Until until) {
        try {
            Archive place = archive == null ? null : new FolderArchive(disk, archive);
            int code = carryOut(new Restore(disk, from, to, place, until, random));
            if (code == DONE) {
                out.accept("Tokens are as they were at that time: one that was revoked since counts again, so revoke it"
                        + " again (GET /admin/tokens lists them). If the node listens beyond loopback, make a token"
                        + " before it starts: stemedb-node token create --role operator --data-dir " + to);
            }
            return code;
        } catch (IOException failed) {
            return failed(failed);
        }
    }

    private int carryOut(Work work) {
        try {
            work.run(new StepLines(out));
            return DONE;
        } catch (IOException | StemeException failed) {
            return failed(failed);
        }
    }

    private int failed(Exception failure) {
        out.accept("failed: " + Reason.of(failure));
        return FAILED;
    }
}
