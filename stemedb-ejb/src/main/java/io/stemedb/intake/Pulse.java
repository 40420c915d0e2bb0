package io.stemedb.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stream whose reader gets something done even while he waits for bytes that do not come: a batch that rests must not
 * keep what it has, nor its client in the dark. Whoever reads holds the lock but while he waits, so the beat never runs
 * beside him.
 */
final class Pulse extends FilterInputStream {
    private static final long EVERY_NANOS = Duration.ofMillis(400).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Beat beat;
    private boolean waiting;
    private boolean done;
    private IOException failure;
    private RuntimeException fault;

    /** What is done while the reader waits. */
    interface Beat {
        void beat() throws IOException;
    }

    Pulse(InputStream in, Beat beat) {
        super(in);
        this.beat = beat;
    }

    /** Begins to beat; the calling thread is the one that reads, and it must {@link #close}. */
    void start(Executor executor) {
        lock.lock();
        executor.execute(this::run);
    }

    private void run() {
        lock.lock();
        try {
            while (!done) {
                long left = EVERY_NANOS;
                while (!done && left > 0) {
                    left = ended.awaitNanos(left);
                }
                if (!done && waiting && failure == null && fault == null) {
                    beat();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void beat() {
        try {
            beat.beat();
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            fault = e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        waiting = true;
        lock.unlock();
        int read;
        try {
            read = in.read(bytes, offset, length);
        } finally {
            lock.lock();
            waiting = false;
        }
        if (failure != null) {
            throw failure;
        }
        if (fault != null) {
            throw fault;
        }
        return read;
    }

    /** Ends the beat; the stream below stays open. */
    @Override
    public void close() {
        done = true;
        ended.signalAll();
        lock.unlock();
    }
}
