package io.stemedb.engine;

import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The node's background threads: one to flush, one to merge (a merge would hold a flush up for seconds), one to heal,
 * one to archive, one for answers to writes, four for what writes look up, one for the rest.
 */
final class Workers implements Closeable {
    private static final long PATIENCE_SECONDS = 30;
    private static final int LOOKUPS = 4;

    private final ExecutorService flusher = thread("stemedb-flush");
    private final ExecutorService merger = thread("stemedb-merge");
    private final ExecutorService healer = thread("stemedb-heal");
    private final ExecutorService housekeeper = thread("stemedb-keep");

    private final ExecutorService archiver = thread("stemedb-archive");

    private final ExecutorService answers = thread("stemedb-answer");
    private final ExecutorService lookups =
            Executors.newFixedThreadPool(LOOKUPS, work -> daemon(work, "stemedb-lookup"));

    private final ExecutorService pulses = Executors.newCachedThreadPool(work -> daemon(work, "stemedb-batch"));

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(work -> daemon(work, name));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
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

    /** Where answers to writes are given; its work waits for nothing. */
    Executor answers() {
        return answers;
    }

    /**
     * Where a write reads what was recorded before, which may take the disk: what it links to, and what a repeat led
     * to.
     */
    Executor lookups() {
        return lookups;
    }

    /** As many threads as batches are under way. */
    Executor pulses() {
        return pulses;
    }

    /** Lets what is running end; what it does not finish, the next start does again. */
    @Override
    public void close() {
        pulses.shutdown(); // each ends with its batch, which may wait for a client's next line for long
        try {
            // In this order: an answer to what was written last may have something looked up.
            end(answers);
            end(lookups);
            end(flusher, merger, healer, housekeeper, archiver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not interrupted: an interrupt closes the file that the thread is at. */
    private static void end(ExecutorService... some) throws InterruptedException {
        for (ExecutorService one : some) {
            one.shutdown();
        }
        for (ExecutorService one : some) {
            one.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
