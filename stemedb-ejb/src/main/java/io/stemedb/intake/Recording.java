package io.stemedb.intake;

import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The port through which everything that is written goes: to the recorder of this node, or to one that asks other
 * nodes, too.
 */
public interface Recording {
    /**
     * Hands in appends. If too much is waiting already, the caller waits for room.
     *
     * @param patience how long the caller waits for room; then the appends are refused as rate-limited
     * @return one outcome for each append, in the same order, once each of them is durable and visible, or refused
     */
    CompletableFuture<List<AppendOutcome>> submit(List<Append> appends, Duration patience);

    /** Hands in appends, and has them refused at once if too much is waiting already. */
    default CompletableFuture<List<AppendOutcome>> submit(List<Append> appends) {
        return submit(appends, Duration.ZERO);
    }
}
