package io.stemedb.cluster.copies;

import io.stemedb.cluster.peer.Rereading;
import io.stemedb.files.Pace;
import io.stemedb.recorder.Database;
import io.stemedb.store.ShardState.Wholeness;
import io.stemedb.store.StoreScrub;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Reads all runs of this node again from the disk if another node wants it. May be asked from any thread. */
public final class Rereads {
    private static final System.Logger LOGGER = System.getLogger(Rereads.class.getName());

    private final Database database;
    private final Executor reader;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicLong read = new AtomicLong();
    private volatile long total = 1;
    private volatile List<Rereading.Finding> findings = List.of();
    private volatile boolean stopped;

    /** @param reader where the reading runs, which may take long */
    public Rereads(Database database, Executor reader) {
        this.database = database;
        this.reader = reader;
    }

    /** How far it is; begins if it is to and is not under way. */
    public Rereading ask(boolean begin) {
        if (begin && underWay.compareAndSet(false, true)) {
            read.set(0);
            findings = List.of();
            reader.execute(this::run);
        }
        boolean done = !underWay.get();
        return new Rereading(done, done ? 1 : Math.min(1, (double) read.get() / total), findings, unwhole());
    }

    private int unwhole() {
        return (int) database.store().shardStates().holdings().stream()
                .filter(holding -> holding.wholeness() != Wholeness.FILLED)
                .count();
    }

    /** Ends it soon. */
    public void stop() {
        stopped = true;
    }

    private void run() {
        StoreScrub scrub = database.store().scrub();
        total = Math.max(1, scrub.bytes());
        try {
            findings = scrub
                    .run((file, bytes) -> {
                        if (stopped) {
                            throw new Pace.StoppedException();
                        }
                        read.addAndGet(bytes);
                    })
                    .stream()
                    .map(Rereads::told)
                    .toList();
        } catch (Pace.StoppedException ended) {
            LOGGER.log(System.Logger.Level.DEBUG, "the runs were not read to their end");
        } finally {
            underWay.set(false);
        }
    }

    private static Rereading.Finding told(StoreScrub.Finding found) {
        return new Rereading.Finding(
                String.valueOf(found.file().getFileName()),
                found.offset(),
                found.what(),
                List.copyOf(found.shards()),
                found.ids());
    }
}
