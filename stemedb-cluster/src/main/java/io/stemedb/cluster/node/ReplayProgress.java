package io.stemedb.cluster.node;

import io.stemedb.recorder.Replayed;
import java.util.concurrent.atomic.LongAdder;

/** How far a start has read the journal back. One thread tells, any thread asks. */
public final class ReplayProgress implements Replayed {
    private static final long MIB = 1 << 20;

    private final LongAdder records = new LongAdder();
    private volatile long read;
    private volatile long of;

    @Override
    public void record(long readBytes, long ofBytes) {
        records.increment();
        read = readBytes;
        of = ofBytes;
    }

    /** In words: records, and of how many bytes. */
    @Override
    public String toString() {
        return records + " (" + read / MIB + " of at most " + (of + MIB - 1) / MIB + " MiB)";
    }
}
