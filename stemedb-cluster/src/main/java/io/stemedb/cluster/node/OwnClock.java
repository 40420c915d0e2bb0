package io.stemedb.cluster.node;

import io.stemedb.cluster.agreement.ClockFault;
import io.stemedb.cluster.agreement.Clocks;
import io.stemedb.cluster.gateway.HealthView.Reason;
import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whether this node's clock is near enough to those of the others for it to give times. */
final class OwnClock {
    private static final System.Logger LOGGER = System.getLogger(OwnClock.class.getName());

    private static final long SECOND = 1_000_000;

    private final Heart heart;
    private final Loop loop;
    private final LongSupplier aheadOfWall;
    private volatile List<Neighbour> others = List.of();
    private volatile Optional<ClockFault> fault = Optional.empty();

    /**
     * Judges.
     *
     * @param aheadOfWall how far this node's times are ahead of its machine's clock, in microseconds: they never go
     *     back, so a clock that was set right counts only once it is there
     */
    OwnClock(Heart heart, Loop loop, LongSupplier aheadOfWall) {
        this.aheadOfWall = aheadOfWall;
        this.loop = loop;
        this.heart = heart;
    }

    /**
     * Compares it anew. On the loop.
     *
     * @param now how things stand, before any write goes by that: a node that has just started, and sees others for the
     *     first time, gives no time before its clock was compared with theirs
     */
    void look(Situation now) {
        others = heart.neighbours().values().stream()
                .filter(node -> now.liveness().isLive(node.id()))
                .toList();
        Optional<ClockFault.Kind> before = fault.map(ClockFault::kind);
        fault = Clocks.fault(others.stream().map(Neighbour::aheadMicros).toList(), aheadOfWall.getAsLong());
        if (!before.equals(fault.map(ClockFault::kind))) {
            fault().ifPresentOrElse(
                            what -> LOGGER.log(System.Logger.Level.WARNING, what),
                            () -> LOGGER.log(
                                    System.Logger.Level.INFO,
                                    "this node's clock is near those of the other nodes again, and it records"));
        }
    }

    /** Whether this node gives no times. */
    boolean isOff() {
        return fault.isPresent();
    }

    /** What is wrong with it; empty if nothing is. */
    Optional<String> fault() {
        return fault.map(this::words);
    }

    private String words(ClockFault off) {
        if (off.kind() == ClockFault.Kind.WAITS) {
            long until = (loop.wallMicros() + off.micros() + SECOND - 1) / SECOND;
            return "this node's clock is right now, but was ahead before, and what the node has stored then has later "
                    + "times: it records again from " + Instant.ofEpochSecond(until) + " on, by itself; until then "
                    + "other nodes do";
        }
        return String.format(
                Locale.ROOT,
                "this node's clock is %.1f s %s those of most other nodes; it records nothing until that is mended, "
                        + "other nodes do",
                off.micros() / 1e6,
                off.kind() == ClockFault.Kind.BEHIND ? "behind" : "ahead of");
    }

    /** Clocks for which somebody records nothing: this node's own, and those of others that say so of themselves. */
    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        fault().ifPresent(what -> reasons.add(new Reason("clock", what)));
        for (Neighbour other : others) {
            if (other.last().node().protocols().has(Protocols.CLOCK_OFF)) {
                reasons.add(new Reason("clock", words(other)));
            }
        }
        return reasons;
    }

    private static String words(Neighbour other) {
        long ahead = other.aheadMicros();
        if (!Clocks.isTooFar(ahead)) {
            return other.id() + " records nothing, as its clock is off or was; other nodes do, and its own "
                    + "/cluster/health says more";
        }
        return String.format(
                Locale.ROOT,
                "the clock of %s is %.1f s %s this node's; %1$s records nothing until that is mended, other nodes do",
                other.id(),
                Math.abs(ahead) / 1e6,
                ahead < 0 ? "behind" : "ahead of");
    }

    /**
     * The time for what a claim leaves out. If this node's own does not count, others record the claim, and it has
     * their time. It is counted on from what they last said: this node's clock may be set right at any moment.
     *
     * @param own this node's own time
     * @throws StemeException read-only, if that is off and half of the nodes say something else than the others
     */
    long time(LongSupplier own) {
        Optional<ClockFault> off = fault;
        if (off.isEmpty()) {
            return own.getAsLong();
        }
        long now = loop.wallMicros();
        long nanos = loop.nanos();
        List<Long> ahead =
                others.stream().map(other -> other.wallMicros(nanos) - now).toList();
        return now + Clocks.agreedMicros(ahead).orElseThrow(() -> refusal(off.get()));
    }

    /** Refuses what needs a time of this node. */
    Optional<StemeException> refusal() {
        return fault.map(this::refusal);
    }

    /** The same, thrown. */
    void require() {
        Optional<ClockFault> off = fault;
        if (off.isPresent()) {
            throw refusal(off.get());
        }
    }

    private StemeException refusal(ClockFault off) {
        return StemeException.of(Refusal.READ_ONLY, words(off))
                .hinting(
                        off.kind() == ClockFault.Kind.WAITS
                                ? "nothing was stored; wait until then, or ask another node"
                                : "nothing was stored; set the machine's clock (chronyc), or ask another node");
    }
}
