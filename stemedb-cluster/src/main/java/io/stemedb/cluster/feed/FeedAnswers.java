package io.stemedb.cluster.feed;

import io.stemedb.cluster.feed.FeedAnswer.Item;
import io.stemedb.cluster.scatter.OwnCopies;
import io.stemedb.journal.Tail;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Database;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.RecordPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells what this node records, to this node itself and to others. It keeps nothing of those who ask. */
public final class FeedAnswers {
    private static final System.Logger LOGGER = System.getLogger(FeedAnswers.class.getName());

    /** What an answer has at most, about: it is in memory here and there. */
    private static final long STEP_BYTES = 128 * 1024;

    private static final byte[] END = {};

    private final OwnCopies own;
    private final Database database;

    public FeedAnswers(OwnCopies own, Database database) {
        this.own = own;
        this.database = database;
    }

    /** Answers another node. */
    public byte[] answer(byte[] question) {
        return answer(FeedQuestion.read(question)).write();
    }

    /**
     * Answers.
     *
     * @throws StemeException shard-unavailable, if this node does not have all of a shard
     */
    FeedAnswer answer(FeedQuestion question) {
        own.requireAll(question.shards());
        FeedAnswer answer = read(question);
        own.requireAll(question.shards()); // a copy that was dropped meanwhile would make it short
        return answer;
    }

    private FeedAnswer read(FeedQuestion question) {
        if (question instanceof FeedQuestion.Tail tail) {
            return told(tail);
        }
        return question instanceof FeedQuestion.Walk walk ? walked(walk) : begun(question.shards());
    }

    private FeedAnswer begun(Set<Integer> shards) {
        var shown = database.shown();
        Map<Integer, ShardVector> have = new TreeMap<>();
        shards.forEach(shard -> have.put(shard, shown.horizon().dots().of(shard)));
        return new FeedAnswer.Begun(database.identity().recorder(), shown.lsn(), have);
    }

    private FeedAnswer told(FeedQuestion.Tail asked) {
        long visible = database.shown().lsn();
        if (asked.recorder() != database.identity().recorder() || asked.lsn() > visible) {
            return new FeedAnswer.Gone();
        }
        List<Item> items = new ArrayList<>();
        if (asked.lsn() == visible) {
            return new FeedAnswer.Told(items, visible, false);
        }
        try (Tail tail = database.tail()) {
            long next = tail.read(
                    asked.lsn(), visible, STEP_BYTES, (behind, key, rest) -> take(asked, behind, key, rest, items));
            return new FeedAnswer.Told(items, next, next < visible);
        } catch (Tail.GoneException gone) {
            return new FeedAnswer.Gone();
        } catch (IOException unreadable) {
            LOGGER.log(System.Logger.Level.ERROR, "the journal cannot be read", unreadable);
            throw StemeException.of(
                    Refusal.SHARD_UNAVAILABLE, "the journal cannot be read; the node's log names the place");
        }
    }

    private static void take(FeedQuestion.Tail asked, long behind, byte[] key, byte[] rest, List<Item> items) {
        JournalEntry entry = JournalEntry.of(key, rest);
        boolean fresh = entry instanceof JournalEntry.New; // the id of a twin came before
        entry.stored()
                .filter(record -> asked.shards().contains(record.shard()))
                .ifPresent(record -> items.add(new Item(behind, fresh, record)));
    }

    private FeedAnswer walked(FeedQuestion.Walk asked) {
        RecordPage page = database.store().copies().without(asked.shard(), asked.passed(), asked.after(), STEP_BYTES);
        List<Item> items = page.records().stream()
                .filter(record -> asked.upTo().holds(record.dot()))
                .map(record -> new Item(0, isShown(record, asked.upTo()), record))
                .toList();
        return new FeedAnswer.Walked(items, page.next() == null ? END : page.next());
    }

    /**
     * Whether a reader is told of a record: if it is shown, or was until one came that the walk does not cover, of
     * which the journal will say that its id was told before.
     */
    private boolean isShown(StoredRecord record, ShardVector upTo) {
        return database.store()
                .copies()
                .shown(record.id())
                .filter(shown -> Arrays.equals(shown.key(), record.key()) || !upTo.holds(shown.dot()))
                .isPresent();
    }
}
