package io.stemedb.query;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Recorded;
import java.util.List;

/** Everything recorded in a slot at one moment, and what was worked out about it. Its records never change. */
final class SlotState {
    private static final int FRAME_BYTES = 200;
    private static final int RECORD_BYTES = 350;

    private final Records records;
    private final long bytes;
    private volatile Standpoint standpoint;

    private SlotState(Records records, long bytes) {
        this.records = records;
        this.bytes = bytes;
    }

    static SlotState of(List<Recorded> ordered) {
        long bytes = FRAME_BYTES;
        for (Recorded recorded : ordered) {
            bytes += bytesOf(recorded);
        }
        return new SlotState(Records.of(ordered), bytes);
    }

    /** The slot with one record more; this very object where it is known already. */
    SlotState with(Recorded more) {
        Records longer = records.with(more);
        return longer == records ? this : new SlotState(longer, bytes + bytesOf(more));
    }

    List<Recorded> records() {
        return records;
    }

    /** When the last record was taken; {@link Long#MIN_VALUE} where there is none. */
    long latestRecordedAt() {
        return records.isEmpty()
                ? Long.MIN_VALUE
                : records.get(records.size() - 1).recordedAt();
    }

    /** The slot seen plainly at a time. */
    Standpoint at(long validAt) {
        Standpoint known = standpoint;
        if (known == null || !known.serves(validAt)) {
            known = Standpoint.of(records, validAt);
            standpoint = known;
        }
        return known;
    }

    /** About how much memory it takes, its standpoint included. */
    long bytes() {
        return bytes;
    }

    private static long bytesOf(Recorded recorded) {
        Assertion assertion = recorded.assertion();
        return RECORD_BYTES
                + (assertion.value() == null ? 0 : assertion.value().utf8().length)
                + (assertion.metadata() == null ? 0 : assertion.metadata().utf8().length)
                + (assertion.reason() == null ? 0 : assertion.reason().length())
                + 2L * assertion.conceptPath().length()
                + assertion.predicate().length()
                + assertion.source().length();
    }
}
