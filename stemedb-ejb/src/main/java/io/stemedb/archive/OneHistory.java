package io.stemedb.archive;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.Segment;
import io.stemedb.journal.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Holds an archive against the journal that goes there. If somebody puts a data directory back to an older state, two
 * histories of the store have the same positions from there on, and an archive of both would restore neither.
 */
final class OneHistory {
    private final Disk disk;
    private final Path journal;
    private final Archive archive;
    private final Set<ArchivedSegment> differing = new HashSet<>();

    OneHistory(Disk disk, Path journal, Archive archive) {
        this.disk = disk;
        this.journal = journal;
        this.archive = archive;
    }

    /**
     * Passes if the archive has nothing of another history.
     *
     * @param all segments of the journal in order; the last one is being written
     * @param ledger what this data directory knows to have archived
     * @throws AheadArchiveException if it has
     */
    void require(List<Segment> all, Holdings held, Ledger ledger) throws IOException {
        long end = all.get(all.size() - 1).fromLsn();
        Map<Long, Segment> finished =
                all.subList(0, all.size() - 1).stream().collect(Collectors.toMap(Segment::number, Function.identity()));
        for (ArchivedSegment one : held.segments()) {
            Segment segment = one.segment();
            if (segment.toLsn() > end
                    || !finished.getOrDefault(segment.number(), segment).equals(segment)) {
                throw new AheadArchiveException(archive.place(), segment);
            }
        }
        for (ArchivedSegment one : ledger.unknown(held)) {
            if (differing.contains(one) || (finished.containsKey(one.segment().number()) && differs(one))) {
                differing.add(one); // not read again at each try
                throw new AheadArchiveException(archive.place(), one.segment());
            }
        }
    }

    /** Equal bounds are no proof: records of equal lengths end at equal positions. Damage is not judged here. */
    private boolean differs(ArchivedSegment one) throws IOException {
        Segment segment = one.segment();
        Path own = journal.resolve(segment.fileName());
        try (DiskFile copy = archive.open(one.name());
                DiskFile file = disk.openToRead(own)) {
            OptionalInt there = sum(Path.of(one.name()), copy, segment);
            OptionalInt here = sum(own, file, segment);
            return there.isPresent() && here.isPresent() && !there.equals(here);
        }
    }

    private static OptionalInt sum(Path path, DiskFile file, Segment segment) throws IOException {
        CRC32C sum = new CRC32C();
        try {
            Segments.frames(path, file, segment, (lsn, key, rest) -> {
                sum.update(key);
                sum.update(rest);
            });
            return OptionalInt.of((int) sum.getValue());
        } catch (JournalDamagedException damaged) {
            return OptionalInt.empty();
        }
    }
}
