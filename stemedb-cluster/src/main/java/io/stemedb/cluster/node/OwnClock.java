package io.stemedb.cluster.node;

import io.stemedb.cluster.agreement.Clocks;
import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whether this node's clock is near enough to those of the others for it to give times. */
final class OwnClock {
    private static final System.Logger LOGGER = System.getLogger(OwnClock.class.getName());

    private static final long DRAWN_ALONG_MICROS = 1_000_000;

    private final Heart heart;
    private final LongSupplier aheadOfWall;
    private volatile long skewMicros;

    /**
     * Judges.
     *
     * @param aheadOfWall how far this node's times are ahead of its machine's clock, in microseconds: they never go
     *     back, so a clock that was set right counts only once it is there
     */
    OwnClock(Heart heart, LongSupplier aheadOfWall) {
        this.aheadOfWall = aheadOfWall;
        this.heart = heart;
    }

    /**
     * Compares it anew. On the loop.
     *
     * @param now how things stand, before any write goes by that: a node that has just started, and sees others for the
     *     first time, gives no time before its clock was compared with theirs
     */
    void look(Situation now) {
        Map<String, Neighbour> neighbours = heart.neighbours();
        List<Long> ahead = neighbours.entrySet().stream()
                .filter(node -> now.liveness().isLive(node.getKey()))
                .map(node -> node.getValue().aheadMicros())
                .toList();
        boolean before = Clocks.isTooFar(skewMicros);
        // A node without others has nobody to leave the recording to.
        skewMicros = ahead.isEmpty() ? 0 : Clocks.skewMicros(ahead) - ownAhead();
        boolean after = Clocks.isTooFar(skewMicros);
        if (before != after) {
            LOGGER.log(
                    after ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                    after
                            ? words() + "; it records nothing until that is mended, other nodes do"
                            : "this node's clock is near those of the other nodes again");
        }
    }

    /** Times of other nodes draw its own along as far as it bears, and a little for what it then records. */
    private long ownAhead() {
        long ahead = aheadOfWall.getAsLong();
        return ahead > Clocks.MOST_SKEW_MICROS + DRAWN_ALONG_MICROS ? ahead : 0;
    }

    /** What is wrong with it; empty if nothing is. */
    Optional<String> fault() {
        return Clocks.isTooFar(skewMicros) ? Optional.of(words()) : Optional.empty();
    }

    private String words() {
        return String.format(
                Locale.ROOT,
                "this node's clock is %.1f s %s those of most other nodes",
                Math.abs(skewMicros) / 1e6,
                skewMicros > 0 ? "behind" : "ahead of");
    }

    /** Refuses what needs a time of this node. */
    Optional<StemeException> refusal() {
        return fault().map(what -> StemeException.of(Refusal.READ_ONLY, what)
                .hinting("nothing was stored; set the machine's clock (chronyc), or ask another node"));
    }
}
