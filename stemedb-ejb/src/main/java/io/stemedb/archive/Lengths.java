package io.stemedb.archive;

import io.stemedb.files.DiskFile;
import io.stemedb.journal.Segment;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds contents of an archive that were cut. A name says how long its content is, so that nothing of it needs to be
 * read.
 */
final class Lengths {
    /** A place over the network is not to be asked for all of them every few seconds. */
    private static final int EACH_TIME = 200;

    private final Archive archive;
    private final Set<ArchivedSegment> cut = new HashSet<>();
    private boolean asked;
    private int at;

    Lengths(Archive archive) {
        this.archive = archive;
    }

    /** Asks for some: for all the first time, and always for those that were cut. */
    void look(Holdings held) {
        List<ArchivedSegment> all = held.segments();
        cut.retainAll(Set.copyOf(all));
        Set<ArchivedSegment> some = new HashSet<>(cut);
        int count = asked ? Math.min(EACH_TIME, all.size()) : all.size();
        for (int i = 0; i < count; i++) {
            at = (at + 1) % all.size();
            some.add(all.get(at));
        }
        asked = true;
        some.forEach(this::ask);
    }

    private void ask(ArchivedSegment one) {
        try (DiskFile content = archive.open(one.name())) {
            if (content.size() == one.segment().bytes()) {
                cut.remove(one);
            } else {
                cut.add(one);
            }
        } catch (IOException unreadable) {
            // a scrub names it; perhaps it is only away for now
        }
    }

    /** What is held, without what was cut. */
    Holdings whole(Holdings held) {
        List<ArchivedSegment> whole =
                held.segments().stream().filter(one -> !cut.contains(one)).toList();
        return new Holdings(whole, held.lost());
    }

    /** The cut copy of a segment, to be made again under its name. */
    Optional<ArchivedSegment> copyOf(Segment segment) {
        return cut.stream().filter(one -> one.segment().equals(segment)).findFirst();
    }

    void madeAgain(ArchivedSegment one) {
        cut.remove(one);
    }
}
