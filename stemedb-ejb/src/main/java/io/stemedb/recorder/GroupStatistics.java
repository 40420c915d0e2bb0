package io.stemedb.recorder;

import java.util.concurrent.atomic.LongAdder;

/** What the journal's writer has done since the start. */
public final class GroupStatistics {
    private final LongAdder groups = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    private volatile Listener listener = (recordCount, payloadBytes, tookNanos, heldMicros) -> {};

    /** Told of each force, on the writing thread. */
    public interface Listener {
        /** @param heldMicros how long the group had waited for merges before */
        void forced(int recordCount, long payloadBytes, long tookNanos, long heldMicros);
    }

    /** Tells somebody of every force from now on, in place of whoever was told before. */
    public void tell(Listener told) {
        listener = told;
    }

    void forced(int recordCount, long payloadBytes, long tookNanos, long heldMicros) {
        groups.increment();
        records.add(recordCount);
        bytes.add(payloadBytes);
        nanos.add(tookNanos);
        listener.forced(recordCount, payloadBytes, tookNanos, heldMicros);
    }

    /** Groups made durable, which is as many forces. */
    public long groups() {
        return groups.sum();
    }

    public long records() {
        return records.sum();
    }

    public long payloadBytes() {
        return bytes.sum();
    }

    /** Time spent writing and forcing, in all. */
    public double forceSeconds() {
        return nanos.sum() / 1e9;
    }
}
