package io.stemedb.backupset;

import io.stemedb.backup.Verification;
import io.stemedb.files.CheckedText;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads the backup of a cluster whole: its manifest, and the backup of each node that it names. These are looked for
 * beside the manifest. Nothing is changed.
 */
public final class ClusterVerification {
    private final Disk disk;
    private final Path path;
    private final Progress progress;
    private final Consumer<Verification.Outcome> told;
    private final List<String> problems = new ArrayList<>();

    private ClusterVerification(Disk disk, Path path, Progress progress, Consumer<Verification.Outcome> told) {
        this.disk = disk;
        this.path = path;
        this.progress = progress;
        this.told = told;
    }

    /**
     * What was found.
     *
     * @param path where the manifest is
     * @param manifest null if it cannot be read
     * @param problems a line each, with the node; empty if all is well. What is damaged within the backup of a node is
     *     one of them.
     */
    public record Outcome(Path path, ClusterManifest manifest, List<String> problems) {
        /** Whether everything can be restored from it that was acknowledged before it began. */
        public boolean restoresAll() {
            return problems.isEmpty() && manifest.complete();
        }

        /** One line for people on what is well as it was taken. */
        public String summary() {
            String nodes = manifest.nodes().stream().map(NodeBackup::node).collect(Collectors.joining(", "));
            return restoresAll()
                    ? "well: " + path + ": " + nodes + ", complete"
                    : "NOT COMPLETE " + path + ": well as it was taken, with " + nodes + ", but " + manifest.lack();
        }
    }

    /**
     * Reads one.
     *
     * @param path of the manifest
     * @param told of the backup of each node that was read
     * @throws IOException if the reading was ended, or the disk fails
     */
    public static Outcome of(Disk disk, Path path, Progress progress, Consumer<Verification.Outcome> told)
            throws IOException {
        return new ClusterVerification(disk, path, progress, told).all();
    }

    private Outcome all() throws IOException {
        ClusterManifest manifest;
        try (DiskFile file = disk.openToRead(path)) {
            manifest = ClusterManifestJson.read(CheckedText.bytesOf(file));
        } catch (IOException | StemeException | IllegalArgumentException | ArithmeticException unreadable) {
            String why = path + " is no manifest that can be read: " + Reason.of(unreadable);
            return new Outcome(path, null, List.of(why));
        }
        Set<String> named = new HashSet<>();
        for (NodeBackup one : manifest.nodes()) {
            if (!named.add(one.node())) {
                problems.add(path + " names two backups of " + one.node());
            }
            read(one, manifest.about().shardCount());
        }
        if (named.isEmpty()) {
            problems.add(path + " names no backup");
        }
        return new Outcome(path, manifest, List.copyOf(problems));
    }

    private void read(NodeBackup one, int shardCount) throws IOException {
        Path backup = one.beside(path);
        if (!disk.exists(backup)) {
            problems.add(one.node() + ": its backup " + backup + " is missing; the node has put it in " + one.folder()
                    + " on its own machine: copy it from there");
            return;
        }
        Verification.Outcome outcome = Verification.of(disk, backup, progress);
        told.accept(outcome);
        if (!outcome.problems().isEmpty()) {
            problems.add(one.node() + ": its backup " + backup + " is damaged");
        }
        if (outcome.manifest() != null) {
            Optional<String> other = one.differs(outcome.manifest(), shardCount);
            other.ifPresent(why -> problems.add(one.node() + ": " + backup + " is not the backup that belongs here: "
                    + why + "; the right one was put in " + one.folder() + " on the machine of " + one.node()));
        }
    }
}
