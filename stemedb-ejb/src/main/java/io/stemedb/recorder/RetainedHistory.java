package io.stemedb.recorder;

import io.stemedb.archive.ArchivedHistory;
import io.stemedb.archive.FolderArchive;
import io.stemedb.files.Disk;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.JournalHistory;
import io.stemedb.store.History;
import java.io.IOException;

/**
 * What damaged runs are healed from: the journal, and for what it no longer has or cannot read, its archive.
 *
 * @param archive null if there is none
 */
public record RetainedHistory(JournalHistory journal, ArchivedHistory archive) implements History {
    /** Of a data directory. */
    public static RetainedHistory of(Disk disk, DatabaseOptions options, Identity identity) {
        JournalHistory journal = new JournalHistory(disk, options.folders().journal(), identity.store());
        ArchivedHistory archive = options.archive() == null
                ? null
                : new ArchivedHistory(new FolderArchive(disk, options.archive().folder()), identity.store());
        return new RetainedHistory(journal, archive);
    }

    /** Whether the archive has all of a range, whatever the journal has. */
    public boolean isArchived(long fromLsn, long toLsn) {
        return archive != null && archive.holds(fromLsn, toLsn);
    }

    /** Behind all that the archive has or had given up, as far as that can be seen; else 0. */
    public long archivedEnd() {
        return archive == null ? 0 : archive.end();
    }

    @Override
    public boolean holds(long fromLsn, long toLsn) throws IOException {
        return journal.reaches(fromLsn) || beginning(fromLsn, toLsn) > fromLsn;
    }

    @Override
    public void read(long fromLsn, long toLsn, Sink sink) throws IOException {
        if (archive == null) {
            journal.read(fromLsn, toLsn, sink::record);
            return;
        }
        long from = readable(fromLsn, toLsn) ? fromLsn : beginning(fromLsn, toLsn);
        if (from > fromLsn) {
            archive.read(fromLsn, from, sink::record);
        }
        if (from < toLsn) {
            journal.read(from, toLsn, sink::record);
        }
    }

    /** Read once before anything is handed over: half of it cannot be taken back. */
    private boolean readable(long fromLsn, long toLsn) throws IOException {
        try {
            if (journal.reaches(fromLsn)) {
                journal.read(fromLsn, toLsn, (lsn, key, rest) -> {});
                return true;
            }
        } catch (JournalDamagedException damaged) {
            // the archive may have it
        }
        return false;
    }

    /**
     * Up to where the archive has a range: all of it, or what the journal does not reach back to; else its beginning.
     */
    private long beginning(long fromLsn, long toLsn) throws IOException {
        if (archive == null) {
            return fromLsn;
        }
        if (archive.holds(fromLsn, toLsn)) {
            return toLsn;
        }
        long first = journal.firstLsn();
        return fromLsn < first && first < toLsn && archive.holds(fromLsn, first) ? first : fromLsn;
    }
}
