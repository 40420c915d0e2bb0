package io.stemedb.offline;

import io.stemedb.backup.Backup;
import io.stemedb.backup.Verification;
import io.stemedb.backupset.ClusterManifestFile;
import io.stemedb.backupset.ClusterVerdict;
import io.stemedb.backupset.ClusterVerification;
import io.stemedb.files.Disk;
import io.stemedb.files.LocalDisk;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads backups on the local disk back for the command line, those of a node or those of a cluster. */
public final class VerifyRun {
    private final Disk disk = new LocalDisk();
    private final Consumer<String> out;

    public VerifyRun(Consumer<String> out) {
        this.out = out;
    }

    /**
     * Reads a backup, or all of a folder. If there are manifests of a cluster, it reads all that they name, and its
     * last line is a verdict.
     *
     * @return the exit code, one of {@link BackupRun}
     */
    public int verify(Path path) {
        try {
            List<Path> manifests = ClusterManifestFile.at(disk, path);
            boolean well = manifests.isEmpty()
                    ? Verification.of(disk, path, new StepLines(out), this::tell)
                    : ofCluster(manifests);
            return well ? BackupRun.DONE : BackupRun.FAILED;
        } catch (IOException failed) {
            out.accept("failed: " + Reason.of(failed));
            return BackupRun.FAILED;
        }
    }

    private void tell(Verification.Outcome outcome) {
        outcome.problems().forEach(problem -> out.accept("DAMAGED " + problem));
        if (outcome.manifest() != null) {
            out.accept((outcome.problems().isEmpty() ? "well: " : "not well: ")
                    + Backup.summary(outcome.backup(), outcome.manifest()));
        }
    }

    private boolean ofCluster(List<Path> manifests) throws IOException {
        List<ClusterVerification.Outcome> found = new ArrayList<>();
        for (Path manifest : manifests) {
            out.accept("reading what " + manifest + " names");
            ClusterVerification.Outcome one = ClusterVerification.of(disk, manifest, new StepLines(out), this::tell);
            one.problems().forEach(problem -> out.accept("NOT WELL " + problem));
            if (one.problems().isEmpty()) {
                out.accept(one.summary());
            }
            found.add(one);
        }
        ClusterVerdict verdict = ClusterVerdict.of(found);
        out.accept("verdict: " + verdict.line());
        return verdict.well();
    }
}
