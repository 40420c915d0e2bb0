package io.stemedb.cluster.peer;

import io.stemedb.assertion.Dot;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.StemeException;

/** What became of one forwarded append. */
public sealed interface AppendResult {
    /**
     * It was recorded. Who has forwarded it knows all but this.
     *
     * @param recordedAt microseconds since 1970
     */
    record New(long recordedAt, Dot dot) implements AppendResult {}

    /** It was held before, as it stands here. */
    record Held(StoredRecord record) implements AppendResult {}

    /** It was not taken. */
    record NotTaken(StemeException why) implements AppendResult {}
}
