package io.stemedb.cluster.replication;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Recording;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Has each append recorded by the node that should, and by the next in the order if that one cannot. */
public final class Replicator implements Recording {
    private static final int ATTEMPTS = 3;

    /** What is wrong with a node rather than with an append: another node may take it. */
    private static final Set<Refusal> ELSEWHERE = EnumSet.of(
            Refusal.READ_ONLY, Refusal.DISK_FULL, Refusal.STARTING, Refusal.REPLICAS_UNREACHABLE, Refusal.UNSAFE);

    private final Supplier<Situation> situation;
    private final Lead lead;
    private final Senders senders;

    public Replicator(Supplier<Situation> situation, Lead lead, Senders senders) {
        this.situation = situation;
        this.lead = lead;
        this.senders = senders;
    }

    @Override
    public CompletableFuture<List<AppendOutcome>> submit(List<Append> appends, Terms terms) {
        Situation now = situation.get();
        List<CompletableFuture<AppendOutcome>> outcomes = new ArrayList<>(appends.size());
        List<Forwarding> here = new ArrayList<>();
        senders.together(() -> share(now, appends, terms, outcomes, here));
        recordHere(here, terms);
        return Lead.all(outcomes);
    }

    /** Sends on what others are to record; what this node is to record is gathered. */
    private void share(
            Situation now,
            List<Append> appends,
            Terms terms,
            List<CompletableFuture<AppendOutcome>> outcomes,
            List<Forwarding> here) {
        for (Append append : appends) {
            int shard = PathHash.shardOf(append.assertion(), senders.shardCount());
            List<String> order = now.order(shard);
            int needed = now.needed(shard, terms.ack());
            CompletableFuture<AppendOutcome> outcome = new CompletableFuture<>();
            outcomes.add(outcome);
            if (order.size() < needed || order.isEmpty()) {
                outcome.complete(new Refused(Lead.tooFew(order.size(), needed)));
                continue;
            }
            Forwarding one = new Forwarding(append, shard, order, terms, outcome);
            if (order.get(0).equals(now.self())) {
                here.add(one);
            } else {
                forward(one, 0, false);
            }
        }
    }

    /** Together, so that they share a force. */
    private void recordHere(List<Forwarding> some, Terms terms) {
        if (some.isEmpty()) {
            return;
        }
        List<Append> appends = some.stream().map(Forwarding::append).toList();
        var unused = lead.record(appends, terms).whenComplete((results, failure) -> {
            for (int i = 0; i < some.size(); i++) {
                settle(some.get(i), 0, false, failure == null ? results.get(i) : null);
            }
        });
    }

    private record Forwarding(
            Append append, int shard, List<String> order, Terms terms, CompletableFuture<AppendOutcome> outcome) {
        StoredRecord stored() {
            return Wire.stored(shard, append);
        }
    }

    private void forward(Forwarding forwarding, int attempt, boolean doubt) {
        String node = forwarding.order().get(attempt);
        if (node.equals(situation.get().self())) {
            var unused = lead.recordWhenRoom(List.of(forwarding.append()), forwarding.terms())
                    .whenComplete((results, failure) ->
                            settle(forwarding, attempt, doubt, failure == null ? results.get(0) : null));
            return;
        }
        var unused = senders.append(
                        node, forwarding.stored(), forwarding.terms().ack())
                .whenComplete((result, failure) -> settle(
                        forwarding,
                        attempt,
                        doubt,
                        failure == null ? Wire.outcome(forwarding.append(), result) : null));
    }

    /**
     * Ends an attempt.
     *
     * @param doubt whether an earlier one may have stored it: then a refusal is no longer one of which the client may
     *     think that nothing was stored
     * @param outcome null if nobody knows what became of it
     */
    private void settle(Forwarding forwarding, int attempt, boolean doubt, AppendOutcome outcome) {
        boolean elsewhere = outcome == null
                || outcome.whyRefused()
                        .filter(refusal -> ELSEWHERE.contains(refusal.refusal()))
                        .isPresent();
        boolean unknown = outcome == null || (doubt && elsewhere);
        int next = attempt + 1;
        if (elsewhere && next < ATTEMPTS && next < forwarding.order().size()) {
            forward(forwarding, next, unknown); // the id is fixed, so that whatever was done before is not done twice
        } else {
            AssertionId id = forwarding.append().assertion().id();
            forwarding.outcome().complete(unknown ? new Refused(Lead.unknown(id)) : outcome);
        }
    }
}
