package io.stemedb.cluster.node;

import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.lag.Lags;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.replication.Lead;
import io.stemedb.cluster.replication.Senders;
import io.stemedb.cluster.situation.Situation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The end of a node that others are to go on without: it records nothing more, stays until they have what they lack of
 * it, or its time is over, and then tells all that it leaves, so that others lead at once. Not the other way round:
 * nobody pulls from a node that leaves.
 */
final class Farewell {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** What it keeps for others has been on another disk, too, since it was acknowledged, and they soon have it. */
    private static final Duration STAND_IN = Duration.ofSeconds(2);

    private static final Duration GONE = Duration.ofSeconds(10);

    private final Loop loop;
    private final Supplier<Situation> situation;
    private final Situations situations;
    private final Heart heart;
    private final Lead lead;
    private final Senders senders;
    private final Lags lags;

    Farewell(
            Loop loop,
            Supplier<Situation> situation,
            Situations situations,
            Heart heart,
            Lead lead,
            Senders senders,
            Lags lags) {
        this.loop = loop;
        this.situation = situation;
        this.situations = situations;
        this.heart = heart;
        this.lead = lead;
        this.senders = senders;
        this.lags = lags;
    }

    /** Leaves; whether all was handed over in time. */
    CompletableFuture<Boolean> say(Duration patience) {
        CompletableFuture<Boolean> end = loop.promise();
        loop.execute(() -> {
            lead.stop();
            look(loop.nanos(), patience.toNanos(), end);
        });
        return end;
    }

    private void look(long begun, long patience, CompletableFuture<Boolean> end) {
        long stayed = loop.nanos() - begun;
        Situation now = situation.get();
        boolean lack = othersLack(now);
        if (stayed < patience && (lack || (stayed < STAND_IN.toNanos() && isStandIn(now)))) {
            loop.later(LOOK_AGAIN, () -> look(begun, patience, end));
            return;
        }
        situations.stopping();
        var unused = heart.farewell().whenCompleteAsync((told, failure) -> end.complete(!lack), loop);
    }

    private boolean othersLack(Situation now) {
        return senders.backlogs().entrySet().stream()
                        .anyMatch(line -> line.getValue().records() > 0 && isThere(now, line.getKey()))
                || lags.seconds().entrySet().stream().anyMatch(lag -> lag.getValue() > 0 && isThere(now, lag.getKey()));
    }

    /** Whether it keeps something for others, who could have it. */
    private boolean isStandIn(Situation now) {
        return now.copies().getOrDefault(now.self(), Map.of()).entrySet().stream()
                .filter(copy -> copy.getValue().records() > 0)
                .map(copy -> now.holders(copy.getKey()))
                .anyMatch(holders -> !holders.contains(now.self())
                        && !holders.isEmpty()
                        && holders.stream().allMatch(node -> isThere(now, node)));
    }

    /** Whether a node was heard lately: one that has missed a few heartbeats is not given up yet. */
    private boolean isThere(Situation now, String node) {
        Long heard = now.liveness().lastRoundTrip().get(node);
        return heard != null && loop.nanos() - heard < GONE.toNanos();
    }
}
