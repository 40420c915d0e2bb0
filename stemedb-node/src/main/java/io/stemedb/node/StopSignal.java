package io.stemedb.node;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * The operator's wish to stop: SIGTERM, Ctrl-C, or a closed terminal. It is taken as a signal and not in a shutdown hook, so that
 * the application is ended while the whole process still works, in order, and the process then ends with exit code 0.
 */
final class StopSignal {
    private final CountDownLatch given = new CountDownLatch(1);

    static StopSignal listen() {
        StopSignal stop = new StopSignal();
        for (String name : new String[] {"TERM", "INT", "HUP"}) {
            try {
                Signal.handle(new Signal(name), signal -> stop.given.countDown());
            } catch (IllegalArgumentException taken) {
                // Started with nohup or by a shell that keeps the signal: then it is not ours to hear.
                System.getLogger(StopSignal.class.getName()).log(System.Logger.Level.DEBUG, name, taken);
            }
        }
        return stop;
    }

    /** Stops without a signal. */
    void give() {
        given.countDown();
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }

    void await() throws InterruptedException {
        given.await();
    }
}
