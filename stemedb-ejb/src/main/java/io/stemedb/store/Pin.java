package io.stemedb.store;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicBoolean;

/** The runs of one moment: while it is open none of their files goes, and the journal behind them stays. */
public final class Pin implements Closeable {
    private final StoredRuns runs;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    Pin(StoredRuns runs, Runnable release) {
        this.runs = runs;
        this.release = release;
    }

    public StoredRuns runs() {
        return runs;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            release.run();
        }
    }
}
