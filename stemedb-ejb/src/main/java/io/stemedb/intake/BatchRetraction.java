package io.stemedb.intake;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Links;
import io.stemedb.lens.View;
import io.stemedb.progress.Token;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Withdraws everything that a source claimed in one batch. It walks over all slots, since nothing leads from a batch to
 * its claims: this is for a mishap, not for daily use.
 */
public final class BatchRetraction {
    private static final int CHUNK = 1000;
    private static final long CHUNK_BYTES = 1 << 20;

    private final OpenDatabase live;
    private final Writes writes;
    private final String batchId;
    private final String source;
    private final String reason;
    private final Ack ack;
    private final Touched touched = new Touched();
    private final List<Append> pending = new ArrayList<>(CHUNK);
    private long pendingBytes;
    private long retracted;
    private long duplicates;

    /**
     * What came of it.
     *
     * @param retracted claims withdrawn by this call
     * @param duplicates claims that their source had withdrawn before, by such a call or one by one, for whatever
     *     reason
     */
    public record Outcome(long retracted, long duplicates, Token token) {}

    /** @param ack how many nodes must have each retraction */
    public BatchRetraction(OpenDatabase live, Writes writes, String batchId, String source, String reason, Ack ack) {
        this.live = live;
        this.writes = writes;
        this.batchId = batchId;
        this.source = source;
        this.reason = reason;
        this.ack = ack;
    }

    public Outcome run() {
        SlotRange all = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);
        try (SlotCursor slots = live.reader().slots(all)) {
            while (slots.next()) {
                List<Recorded> slot = slots.claims();
                Links links = Links.of(slot, View.NO_BOUND);
                slot.stream().filter(this::isMeant).forEach(claim -> take(claim, links));
            }
        }
        send();
        if (retracted + duplicates == 0) {
            throw StemeException.of(Refusal.UNKNOWN_ASSERTION, "this source claimed nothing in a batch of this name")
                    .at("/batch_id");
        }
        return new Outcome(retracted, duplicates, touched.token(live.positions()));
    }

    private boolean isMeant(Recorded recorded) {
        Assertion claim = recorded.assertion();
        return batchId.equals(recorded.batch())
                && claim.kind() == Kind.ASSERTION
                && claim.source().equals(source);
    }

    private void take(Recorded recorded, Links links) {
        if (links.retraction(recorded) != null) {
            duplicates++;
            touched.add(live.shardOf(recorded), recorded.dot());
            return;
        }
        Assertion claim = recorded.assertion();
        // Named by what is withdrawn, so that repeating the call after a failure withdraws nothing twice.
        String key = "retract\0" + batchId + '\0' + claim.id();
        Append append = writes.append(Claim.retraction(claim, source, reason), new Writes.Caller("", key));
        pending.add(new Append(append.assertion(), null, null));
        pendingBytes += append.weight();
        if (pending.size() == CHUNK || pendingBytes >= CHUNK_BYTES) {
            send();
        }
    }

    private void send() {
        StemeException refusal = null;
        for (AppendOutcome outcome :
                writes.submitPart(List.copyOf(pending), ack).join()) {
            StemeException why = outcome.fold(this::nowWithdrawn, this::withdrawnBefore, no -> no);
            refusal = refusal == null ? why : refusal;
        }
        if (refusal != null) { // only now: what stands behind the first refusal may have been stored
            throw refusal.hinting("this call has withdrawn " + retracted + " claims; repeat it for the rest");
        }
        pending.clear();
        pendingBytes = 0;
    }

    private StemeException nowWithdrawn(Recorded recorded) {
        retracted++;
        touched.add(live.shardOf(recorded), recorded.dot());
        return null;
    }

    private StemeException withdrawnBefore(Recorded recorded) {
        duplicates++;
        touched.add(live.shardOf(recorded), recorded.dot());
        return null;
    }
}
