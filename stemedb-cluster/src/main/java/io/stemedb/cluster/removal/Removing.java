package io.stemedb.cluster.removal;

import io.stemedb.refusal.StemeException;
import io.stemedb.task.Progress;
import io.stemedb.task.Work;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/** A removal as a task: it goes on until the node is out, or somebody wants it to stay. */
public final class Removing implements Work {
    private static final double WAITED = 0.9;

    private final Departure departure;
    private final String node;
    private final boolean force;
    private final int shardCount;
    private final Runnable pause;

    /** @param pause lets some time pass between two looks */
    public Removing(Departure departure, String node, boolean force, int shardCount, Runnable pause) {
        this.departure = departure;
        this.node = node;
        this.force = force;
        this.shardCount = shardCount;
        this.pause = pause;
    }

    @Override
    public void run(Progress progress) throws IOException {
        double reached = 0;
        while (!progress.aborted()) {
            Removal.Next next = step();
            double now = next.step() == Removal.Step.WAIT
                    ? WAITED * (shardCount - next.pending().size()) / shardCount
                    : next.step() == Removal.Step.DONE ? 1 : reached;
            reached = Math.max(reached, now); // lists may change once more
            progress.at(reached, next.what());
            if (next.step() == Removal.Step.DONE) {
                return;
            }
            pause.run();
        }
        stay();
    }

    private Removal.Next step() {
        try {
            return departure.step(node, force).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StemeException refused ? refused : failed;
        }
    }

    private void stay() throws IOException {
        try {
            departure.stay(node).join();
        } catch (CompletionException failed) {
            throw new IOException(
                    node
                            + " still drains, as no majority has agreed that it stays: start the removal again and "
                            + "abort it",
                    failed);
        }
    }
}
