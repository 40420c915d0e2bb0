package io.stemedb.feed;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.journal.Tail;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One reader of the changes of one node. Not thread-safe. */
public final class Following implements Follower {
    private static final System.Logger LOGGER = System.getLogger(Following.class.getName());

    /**
     * Journal that is read in one step: what a stalled reader keeps in memory, about ten times over with its positions.
     */
    private static final long STEP_BYTES = 32 * 1024;

    private final Changes changes;
    private final ChangeLog history;
    private final Wanted wanted;
    private final Tail tail;
    private final Map<Integer, Long> numbers;
    private long lsn;

    Following(Changes changes, ChangeLog history, Position from, Wanted wanted) {
        this.changes = changes;
        this.history = history;
        this.wanted = wanted;
        this.tail = history.tail();
        this.numbers = new TreeMap<>(from.numbers());
        this.lsn = from.lsn();
    }

    /** Refuses at once what the first step would be refused. */
    void checkStart() {
        if (lsn < history.shown().lsn()) {
            read(lsn + 1, (behind, key, rest) -> {});
        }
    }

    @Override
    public Step step() {
        if (changes.closed()) {
            throw StemeException.of(Refusal.STARTING, "the node is shutting down");
        }
        long visible = history.shown().lsn();
        List<Change> found = new ArrayList<>();
        lsn = read(visible, (behind, key, rest) -> take(behind, key, rest, found));
        return new Step(found, lsn < visible);
    }

    private long read(long to, Tail.Sink sink) {
        try {
            return lsn >= to ? lsn : tail.read(lsn, to, STEP_BYTES, sink);
        } catch (Tail.GoneException e) {
            throw Changes.gone("what follows this position is not kept any more");
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.ERROR, "the journal cannot be read", e);
            throw StemeException.of(
                    Refusal.SHARD_UNAVAILABLE, "the journal cannot be read; the node's log names the place");
        }
    }

    private void take(long behind, byte[] key, byte[] rest, List<Change> found) {
        if (!(JournalEntry.of(key, rest) instanceof JournalEntry.New)) {
            return; // the id of a twin came before
        }
        int shard = RecordKey.shard(key);
        Dot dot = RecordKey.dot(key);
        if (dot.recorder()
                == history.recorder()) { // one from before this store was restored has a number of another row
            if (dot.n() <= numbers.getOrDefault(shard, 0L)) {
                return;
            }
            numbers.put(shard, dot.n());
        }
        Recorded recorded = RecordFormat.decode(key, rest);
        if (wanted.holds(recorded)) {
            found.add(new Change(new Position(history.recorder(), behind, numbers).write(), recorded));
        }
    }

    @Override
    public String position() {
        return new Position(history.recorder(), lsn, numbers).write();
    }

    @Override
    public void close() {
        try {
            tail.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a journal segment that was read could not be closed", e);
        }
    }
}
