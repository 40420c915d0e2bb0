package io.stemedb.audit;

import io.stemedb.audit.AuditLog.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Writes a record by a thread of its own: whoever answers calls must not wait for a disk. What comes together is forced
 * together, and if more comes than the disk takes, some is lost rather than held in memory.
 */
public final class AuditWriter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AuditLog log;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private Map<AuditKind, List<AuditEvent>> waiting = new EnumMap<>(AuditKind.class);
    private int count;
    private long taken;
    private long done;
    private boolean ending;
    private volatile BiConsumer<Integer, Throwable> lost = (events, why) -> {};

    /**
     * Writes nothing before it begins.
     *
     * @param most events that wait for the disk
     * @param threads make the one that writes
     */
    public AuditWriter(AuditLog log, int most, ThreadFactory threads) {
        this.log = log;
        this.most = most;
        this.thread = threads.newThread(this::run);
    }

    /** From now on somebody is told how many events could not be written, and why. */
    public void telling(BiConsumer<Integer, Throwable> told) {
        lost = told;
    }

    /** Begins to write. */
    public void begin() {
        thread.start();
    }

    /** Has an event written soon; false if too many wait for that. */
    public boolean offer(AuditKind kind, AuditEvent event) {
        lock.lock();
        try {
            if (count >= most || ending) {
                return false;
            }
            waiting.computeIfAbsent(kind, some -> new ArrayList<>()).add(event);
            count++;
            taken++;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link AuditLog#read}, of all that was offered before, as far as the disk keeps up. */
    public Page read(String cursor, int limit) throws IOException {
        settle();
        return log.read(cursor, limit);
    }

    private void settle() {
        lock.lock();
        try {
            long until = taken;
            long left = thread.isAlive() ? PATIENCE.toNanos() : 0;
            while (done < until && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            Map<AuditKind, List<AuditEvent>> batch = next();
            if (batch.isEmpty()) {
                return;
            }
            batch.forEach(this::write);
            lock.lock();
            try {
                batch.values().forEach(events -> done += events.size());
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** All that waits; empty at the end. */
    private Map<AuditKind, List<AuditEvent>> next() {
        lock.lock();
        try {
            while (count == 0 && !ending) {
                changed.awaitUninterruptibly();
            }
            Map<AuditKind, List<AuditEvent>> batch = waiting;
            waiting = new EnumMap<>(AuditKind.class);
            count = 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void write(AuditKind kind, List<AuditEvent> events) {
        try {
            log.append(kind, events);
        } catch (Throwable unwritten) { // whatever it is, the next ones are tried
            lost.accept(events.size(), unwritten);
        }
    }

    /** Writes what waits, and no more. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            ending = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        log.close();
    }
}
