package io.stemedb.recorder;

import java.io.Closeable;

/** Steps a database for as long as it is open. */
public final class WriterThread implements Closeable {
    private static final long IDLE_MILLIS = 200;

    private final Database database;
    private final Thread thread;

    private WriterThread(Database database) {
        this.database = database;
        this.thread = new Thread(this::run, "stemedb-writer");
    }

    /** Starts to write what is handed in to a database. */
    public static WriterThread start(Database database) {
        WriterThread writer = new WriterThread(database);
        writer.thread.start();
        return writer;
    }

    private void run() {
        Recorder recorder = database.recorder();
        try {
            boolean ended = false;
            while (!ended) {
                if (!recorder.step()) {
                    ended = recorder.awaitWork(IDLE_MILLIS);
                    if (!recorder.step()) {
                        recorder.rest();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            recorder.giveUp(e);
        } catch (RuntimeException | Error e) {
            recorder.giveUp(e); // a writer that died silently would leave every client waiting
        }
    }

    /** Writes what is still queued and ends; the database stays open for its background work to end too. */
    @Override
    public void close() {
        database.recorder().close();
        database.store().stopMerging();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
