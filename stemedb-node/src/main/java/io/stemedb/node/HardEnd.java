package io.stemedb.node;

import java.io.PrintStream;
import java.util.function.IntConsumer;

/**
 * Ends the process with a word on why, and without it if nobody takes that: a pipe that is not read must not keep a
 * node.
 */
final class HardEnd implements StopLimit.Ender {
    private final PrintStream err;
    private final IntConsumer halt;
    private final long patienceMillis;

    /** @param patienceMillis how long the word may take */
    HardEnd(PrintStream err, IntConsumer halt, long patienceMillis) {
        this.err = err;
        this.halt = halt;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public void end(String why, int exitCode) {
        Thread word = new Thread(() -> err.println("stemedb-node: warning: " + why), "stemedb-last-word");
        word.setDaemon(true);
        try {
            word.start();
            word.join(patienceMillis);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            halt.accept(exitCode); // even if there is no thread to be had any more
        }
    }
}
