package io.stemedb.promise;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Where clients note what they saw; from any thread. */
public final class ClientNotes {
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
    private final Queue<Read> inTheEnd = new ConcurrentLinkedQueue<>();

    public void wrote(Write write) {
        writes.add(write);
    }

    public void read(Read read) {
        reads.add(read);
    }

    /** Notes what a node showed once all had healed. */
    public void readInTheEnd(Read read) {
        inTheEnd.add(read);
    }

    /** All that was noted so far. */
    public ClientHistory history() {
        return new ClientHistory(List.copyOf(writes), List.copyOf(reads), List.copyOf(inTheEnd));
    }
}
