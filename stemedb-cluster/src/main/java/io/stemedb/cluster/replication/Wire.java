package io.stemedb.cluster.replication;

import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.AppendResult;
import io.stemedb.cluster.peer.AppendResult.Held;
import io.stemedb.cluster.peer.AppendResult.New;
import io.stemedb.cluster.peer.AppendResult.NotTaken;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.AppendOutcome.AlreadyHeld;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.StemeException;

/** Appends and their outcomes in the form in which they go from node to node. Pure. */
public final class Wire {
    private static final Dot NONE = new Dot(0, 0);

    private Wire() {}

    /** An append as a record that has neither time nor dot yet. */
    static StoredRecord stored(int shard, Append append) {
        return StoredRecord.of(shard, new Recorded(append.assertion(), 0, NONE, append.idempotency(), append.batch()));
    }

    /**
     * Reads what {@link #stored} wrote.
     *
     * @throws StemeException malformed, if its id is not that of its content: a bug or damage on the way
     */
    public static Append append(StoredRecord stored) {
        Recorded recorded = stored.decoded();
        if (!Completion.idOf(recorded.assertion()).equals(recorded.id())) {
            throw StemeException.malformed("", "a forwarded claim has another id than its content");
        }
        return new Append(recorded.assertion(), recorded.idempotency(), recorded.batch());
    }

    /** An outcome as it is told to the node that has forwarded the append. */
    public static AppendResult result(AppendOutcome outcome, int shardCount) {
        return outcome.fold(
                recorded -> new New(recorded.recordedAt(), recorded.dot()),
                held -> new Held(stored(held, shardCount)),
                NotTaken::new);
    }

    /** What is told of an append, as the outcome that it is. */
    static AppendOutcome outcome(Append append, AppendResult result) {
        if (result instanceof New recorded) {
            return new Appended(new Recorded(
                    append.assertion(), recorded.recordedAt(), recorded.dot(), append.idempotency(), append.batch()));
        }
        if (result instanceof Held held) {
            return new AlreadyHeld(held.record().decoded());
        }
        return new Refused(((NotTaken) result).why());
    }

    private static StoredRecord stored(Recorded recorded, int shardCount) {
        return StoredRecord.of(PathHash.shardOf(recorded.assertion(), shardCount), recorded);
    }
}
