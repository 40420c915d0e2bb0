package io.stemedb.recorder;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells what became of appends, in order, on a thread of its own: so the writer goes on to the next group. If nothing
 * waits behind a group of one and nothing is still to be told, the writer tells it at once: to hand it over would take
 * longer. What is told must wait for nothing.
 */
final class Telling {
    private final Executor elsewhere;
    private final AtomicInteger underWay = new AtomicInteger();

    Telling(Executor elsewhere) {
        this.elsewhere = elsewhere;
    }

    /**
     * Tells one group.
     *
     * @param alone whether it is one append or one part of a batch, and nothing waits behind it
     */
    void tell(boolean alone, Runnable outcome) {
        if (alone && underWay.get() == 0) {
            outcome.run();
            return;
        }
        underWay.incrementAndGet();
        elsewhere.execute(() -> {
            try {
                outcome.run();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }
}
