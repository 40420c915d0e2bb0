package io.stemedb.query;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.reading.AssertionReader;
import java.util.ArrayList;
import java.util.List;

/** Everything recorded in a slot at one moment, and what was worked out about it. Its records never change. */
final class SlotState implements Incremental<SlotState> {
    /** Stands for a slot that is too large to be kept whole; it stays so, whatever comes. */
    static final SlotState LARGE = new SlotState(Records.of(List.of()), 0, null);

    private static final int FRAME_BYTES = 200;
    private static final int RECORD_BYTES = 450;

    /** What a record takes at least, while most take little more. */
    static final int LEAST_BYTES = RECORD_BYTES;

    private final Records records;
    private final long bytes;
    private volatile Standpoint standpoint;

    private SlotState(Records records, long bytes, Standpoint standpoint) {
        this.records = records;
        this.bytes = bytes;
        this.standpoint = standpoint;
    }

    static SlotState of(List<Recorded> ordered) {
        long bytes = FRAME_BYTES;
        for (Recorded recorded : ordered) {
            bytes += bytesOf(recorded);
        }
        return new SlotState(Records.of(ordered), bytes, null);
    }

    /** Everything in a slot, or {@link #LARGE} if that takes more than so many bytes. */
    static SlotState read(AssertionReader store, Slot slot, long mostBytes) {
        List<Recorded> ordered = new ArrayList<>();
        long[] bytes = {0};
        store.scan(slot.conceptPath(), slot.predicate(), Long.MIN_VALUE, recorded -> {
            ordered.add(recorded);
            bytes[0] += bytesOf(recorded);
            return bytes[0] <= mostBytes;
        });
        return bytes[0] > mostBytes ? LARGE : of(ordered);
    }

    /** Whether its records are not here, but to be had from {@link LargeSlots}. */
    boolean large() {
        return this == LARGE;
    }

    @Override
    public SlotState with(Recorded more) {
        if (large()) {
            return this;
        }
        Records longer = records.with(more);
        if (longer == records) {
            return this;
        }
        // What was worked out goes on only with a record behind all others, and not with a copy that is older.
        boolean joins = longer.list().size() > records.list().size() && latestRecordedAt() < more.recordedAt();
        Standpoint known = standpoint;
        return new SlotState(longer, bytes + bytesOf(more), known != null && joins ? known.with(more) : null);
    }

    /** By {@code recordedAt} then dot. */
    List<Recorded> records() {
        return records.list();
    }

    /** When the last record was taken; {@link Long#MIN_VALUE} if there is none. */
    long latestRecordedAt() {
        return records.latest();
    }

    /** The dot of the last record; null if there is none. */
    Dot last() {
        List<Recorded> all = records.list();
        return all.isEmpty() ? null : all.get(all.size() - 1).dot();
    }

    /** The slot seen plainly at a time. */
    Standpoint at(long validAt) {
        Standpoint known = standpoint;
        if (known == null || !known.serves(validAt)) {
            known = Standpoint.of(records.list(), validAt);
            standpoint = known;
        }
        return known;
    }

    /** About how much memory it takes, its standpoint included. */
    @Override
    public long bytes() {
        return bytes;
    }

    static long bytesOf(Recorded recorded) {
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
