package io.stemedb.store;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFullException;
import io.stemedb.files.MvMount;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes, opens and removes the files of runs in one folder. */
record RunFiles(Disk disk, MvMount mount, Path directory, Damages damages) {

    RunWriter write(long number, long recordsAtMost, long slotsAtMost) throws IOException {
        return new RunWriter(disk, mount, directory, number, recordsAtMost, slotsAtMost);
    }

    /** Fails before anything is written if not even the records themselves would fit. */
    void refuseWithoutRoom(long recordBytes) throws IOException {
        long free = disk.freeBytes(directory);
        if (free < recordBytes) {
            throw new DiskFullException("a run has at least " + recordBytes + " bytes, " + free + " are free");
        }
    }

    RunHandle open(RunEntry entry) throws IOException {
        Run run = Run.open(disk, mount, directory, entry, failure -> damages.met(entry, failure));
        return new RunHandle(run, () -> remove(entry));
    }

    /**
     * Opens a run, or puts one in its place that answers nothing until it is healed.
     *
     * @throws StoreDamagedException if what it held is not kept anywhere else
     */
    RunHandle openOrLose(RunEntry entry, int shardCount, Healing healing) throws IOException {
        try {
            return open(entry);
        } catch (StoreDamagedException damaged) {
            if (!healing.others() && !healing.history().holds(entry.fromLsn(), entry.toLsn())) {
                throw damaged.affecting(entry);
            }
            damages.met(entry, damaged);
            return new RunHandle(new LostRun(entry, shardCount, damages), () -> {});
        }
    }

    /** Removes runs that a crash left unfinished, or merged ones that it kept from being deleted. */
    void removeStrangers(Manifest manifest) throws IOException {
        Set<String> known = new HashSet<>();
        manifest.runs().forEach(run -> known.addAll(List.of(run.fileName(), run.sideName())));
        for (String name : disk.list(directory)) {
            if (name.startsWith("run-") && !known.contains(name)) {
                disk.delete(directory.resolve(name));
            }
        }
    }

    /** Removes a run that no manifest names. */
    void remove(RunEntry entry) {
        try {
            disk.delete(directory.resolve(entry.fileName()));
            disk.delete(directory.resolve(entry.sideName()));
        } catch (IOException e) {
            // It only takes room, and the next start tries again.
            System.getLogger(RunFiles.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a run that nothing names any more stays behind: {0}",
                            Reason.of(e));
        }
    }
}
