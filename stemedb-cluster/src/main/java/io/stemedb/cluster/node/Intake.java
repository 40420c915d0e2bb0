package io.stemedb.cluster.node;

import io.stemedb.assertion.Limits;
import io.stemedb.intake.Ack;
import io.stemedb.intake.BatchRetraction;
import io.stemedb.intake.Batches;
import io.stemedb.intake.Writes;
import io.stemedb.query.Coverage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Everything that a surface writes. Each method throws a {@code StemeException} starting while the node is not open.
 */
@ApplicationScoped
public class Intake {
    private final Node node;

    protected Intake() { // for the CDI proxy only
        this(null);
    }

    @Inject
    Intake(Node node) {
        this.node = node;
    }

    /** Takes single claims and retractions. */
    public Writes writes() {
        return node.engine().writes();
    }

    /** Takes streams of claims. */
    public Batches batches() {
        return node.engine().batches();
    }

    /** Withdraws all that a source claimed in one batch, on a thread of its own, which may take long. */
    public CompletableFuture<Gathered<BatchRetraction.Outcome>> retractBatch(
            String batchId, String source, String reason, Ack ack) {
        Optional<Questions> others = node.questions();
        return others.isPresent()
                ? others.get().retractBatch(batchId, source, reason, ack)
                : node.engine()
                        .retractBatch(batchId, source, reason, ack, Supplier::get)
                        .thenApply(outcome -> new Gathered<>(outcome, Coverage.ALL, outcome.token()));
    }

    /** How long each group of writes waits for merges now, in milliseconds: 0 as long as these keep up. */
    public long heldBackMillis() {
        return node.engine().heldBackMillis();
    }

    /** The bounds on what clients send. */
    public Limits limits() {
        return node.engine().limits();
    }

    public int shardCount() {
        return node.engine().shardCount();
    }
}
