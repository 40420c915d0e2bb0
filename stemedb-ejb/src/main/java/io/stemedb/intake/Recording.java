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
     * What a writer asks for.
     *
     * @param ack how many nodes must have the appends
     * @param patience how long the caller waits for room; then the appends are refused as rate-limited
     */
    record Terms(Ack ack, Duration patience) {
        /** A quorum, and a refusal at once if too much is waiting already. */
        public static final Terms USUAL = new Terms(Ack.QUORUM, Duration.ZERO);

        /** The same at another level. */
        public Terms with(Ack level) {
            return new Terms(level, patience);
        }
    }

    /**
     * Hands in appends. If too much is waiting already, the caller waits for room.
     *
     * @return one outcome for each append, in the same order, once each of them is durable and visible, or refused
     */
    CompletableFuture<List<AppendOutcome>> submit(List<Append> appends, Terms terms);
}
