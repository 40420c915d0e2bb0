package io.stemedb.cluster.compare;

import io.stemedb.cluster.peer.Fetch;
import io.stemedb.merkle.Marks;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.StoredRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is to be fetched still after an answer. Pure. */
final class Fetched {
    private Fetched() {}

    /**
     * What is left of a wish.
     *
     * @param asked the part of it that was asked for, by its first parts
     * @param came the answer; if it is empty nothing of what was asked for is there any more
     */
    static List<Fetch.Part> left(
            List<Fetch.Part> all, List<Fetch.Part> asked, List<StoredRecord> came, boolean ofBytes) {
        if (came.isEmpty() || ofBytes) { // few, and only to be named
            return all.subList(asked.size(), all.size());
        }
        Set<Long> here = new HashSet<>();
        came.forEach(record -> here.add(Marks.ofStamp(record.id().bytes(), JournalEntry.stampOf(record.key()))));
        List<Fetch.Part> left = new ArrayList<>();
        for (Fetch.Part part : all) {
            List<Long> marks =
                    part.marks().stream().filter(mark -> !here.contains(mark)).toList();
            if (!marks.isEmpty()) {
                left.add(new Fetch.Part(part.shard(), marks));
            }
        }
        return left;
    }
}
