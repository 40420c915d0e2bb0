package io.stemedb.engine;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The node's background threads: one to flush, one to merge (a merge would hold a flush up for
 * seconds), one to heal, one to archive, one for the rest. */
final class Workers implements Closeable {
    private static final long PATIENCE_SECONDS = 30;

    private final ExecutorService flusher = thread("stemedb-flush");
    private final ExecutorService merger = thread("stemedb-merge");
    private final ExecutorService healer = thread("stemedb-heal");
    private final ExecutorService housekeeper = thread("stemedb-keep");

    private final ExecutorService archiver = thread("stemedb-archive");

    private final ExecutorService pulses = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "stemedb-batch");
        thread.setDaemon(true);
        return thread;
    });

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    Executor flusher() {
        return flusher;
    }

    Executor merger() {
        return merger;
    }

    Executor healer() {
        return healer;
    }

    Executor housekeeper() {
        return housekeeper;
    }

    Executor archiver() {
        return archiver;
    }

    /** As many threads as batches are under way. */
    Executor pulses() {
        return pulses;
    }

    /** Lets what is running end; what it does not finish, the next start does again. */
    @Override
    public void close() {
        List<ExecutorService> all = List.of(flusher, merger, healer, housekeeper, archiver);
        // Not interrupted: an interrupt closes the file that the thread is at.
        all.forEach(ExecutorService::shutdown);
        pulses.shutdown(); // each ends with its batch, which may wait for a client's next line for long
        try {
            for (ExecutorService one : all) {
                one.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
