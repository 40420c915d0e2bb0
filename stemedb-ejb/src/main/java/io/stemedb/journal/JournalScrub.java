package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a journal again while it is being written: every frame of what was forced before. */
public final class JournalScrub {
    private final Disk disk;
    private final Path directory;
    private final Replay replay;
    private final List<JournalDamagedException> found = new ArrayList<>();
    private long lastNumber;

    JournalScrub(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.directory = directory;
        this.replay = new Replay(disk, directory, store);
    }

    /** Where the journal that is kept begins; 0 if that cannot be read. */
    public long firstLsn() throws IOException {
        for (String name : disk.list(directory)) {
            if (name.endsWith(".wal")) {
                try {
                    return replay.header(directory.resolve(name)).firstLsn();
                } catch (IOException unreadable) {
                    return 0; // the pass names it
                }
            }
        }
        return 0;
    }

    /**
     * Reads all segments that there are; what cannot be read is passed over, in order.
     *
     * @param forcedLsn read up to here
     * @throws Pace.StoppedException if the pace ends it
     */
    public List<JournalDamagedException> run(long forcedLsn, Pace pace) throws IOException {
        List<SegmentHeader> headers = headers();
        for (int i = 0; i < headers.size(); i++) {
            SegmentHeader header = headers.get(i);
            boolean known = i + 1 < headers.size() && headers.get(i + 1).number() == header.number() + 1;
            boolean newest = header.number() == lastNumber;
            if (known || newest) {
                segment(header, Math.min(forcedLsn, known ? headers.get(i + 1).firstLsn() : forcedLsn), pace);
            } else {
                segment(header, -1, pace);
            }
        }
        return List.copyOf(found);
    }

    private List<SegmentHeader> headers() throws IOException {
        List<SegmentHeader> headers = new ArrayList<>();
        for (String name : disk.list(directory)) {
            Path path = directory.resolve(name);
            if (!name.endsWith(".wal")) {
                continue;
            }
            long number = SegmentHeader.numberOf(path);
            for (long missing = lastNumber + 1; lastNumber > 0 && missing < number; missing++) {
                Path absent = directory.resolve(SegmentHeader.fileName(missing));
                found.add(new JournalDamagedException(absent, 0, "the segment is missing, later ones are there"));
            }
            lastNumber = number;
            try {
                headers.add(replay.header(path));
            } catch (JournalDamagedException damaged) {
                found.add(damaged);
            } catch (IOException unreadable) {
                if (disk.exists(path)) { // else it was retired meanwhile
                    found.add(new JournalDamagedException(path, 0, unreadable.toString()));
                }
            }
        }
        return headers;
    }

    /** @param endLsn where it must end, or -1 if its end is not known as the next one is damaged */
    private void segment(SegmentHeader header, long endLsn, Pace pace) throws IOException {
        Path path = directory.resolve(header.fileName());
        try (DiskFile file = disk.openPastCache(path)) {
            SegmentReader reader = new SegmentReader(file, header);
            long limit = endLsn < 0 ? reader.size() : reader.offsetOf(endLsn);
            long at = SegmentHeader.BYTES;
            while (at < limit) {
                SegmentReader.Found frame = reader.frameAt(at);
                long next = frame != null ? frame.next() : reader.nextFrame(at + 1, limit);
                if (frame == null && (endLsn >= 0 || next >= 0)) {
                    found.add(new JournalDamagedException(
                            path, at, "a frame that was acknowledged (LSN " + reader.lsnAt(at) + ") cannot be read"));
                }
                long reached = next < 0 ? limit : next;
                pace.read(path, reached - at);
                at = reached;
            }
        } catch (Pace.StoppedException stopped) {
            throw stopped;
        } catch (IOException unreadable) {
            if (disk.exists(path)) {
                found.add(new JournalDamagedException(path, 0, unreadable.toString()));
            }
        }
    }
}
