package io.stemedb.archive;

import io.stemedb.files.DiskFile;
import io.stemedb.files.Pace;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.Segments;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads again all that an archive holds of one store, while more may be archived; once. */
public final class ArchiveScrub {
    private static final System.Logger LOGGER = System.getLogger(ArchiveScrub.class.getName());

    private final Archive archive;
    private final Archiver archiver;
    private final Holdings held;
    private final List<String> found = new ArrayList<>();

    ArchiveScrub(Archive archive, Archiver archiver, Holdings held) {
        this.archive = archive;
        this.archiver = archiver;
        this.held = held;
    }

    /** How many there are to read. */
    public long bytes() {
        return held.segments().stream().mapToLong(one -> one.segment().bytes()).sum();
    }

    /**
     * Reads every frame. A copy that is damaged is made again if the journal still has the segment.
     *
     * @return what is damaged and stays so, each with its file, in order
     * @throws Pace.StoppedException if the pace ends it
     */
    public List<String> run(Pace pace) throws Pace.StoppedException {
        for (ArchivedSegment one : held.segments()) {
            Path path = Path.of(archive.place(), one.name());
            check(path, one);
            pace.read(path, one.segment().bytes());
        }
        return List.copyOf(found);
    }

    private void check(Path path, ArchivedSegment one) {
        try (DiskFile copy = archive.open(one.name())) {
            Segments.check(path, copy, one.segment());
        } catch (JournalDamagedException damaged) {
            mend(one, damaged);
        } catch (IOException unreadable) {
            if (isStillHeld(one)) { // else retention let it go meanwhile
                found.add(path + " cannot be read: " + Reason.of(unreadable));
            }
        }
    }

    private void mend(ArchivedSegment one, JournalDamagedException damaged) {
        try {
            if (archiver.renew(one)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "a scrub found a damaged copy in the archive and made it again: {0}",
                        damaged.getMessage());
                return;
            }
        } catch (IOException failed) {
            damaged.addSuppressed(failed);
        }
        found.add(damaged.getMessage());
    }

    private boolean isStillHeld(ArchivedSegment one) {
        try {
            return archive.list().contains(one.name());
        } catch (IOException away) {
            return true;
        }
    }
}
