package io.stemedb.cluster.agreement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Judges this node's clock by those of others. */
public final class Clocks {
    /** How far a clock may be off before its node gives no times any more; microseconds. */
    public static final long MOST_SKEW_MICROS = 5_000_000;

    private static final long DRAWN_ALONG_MICROS = 1_000_000;

    private Clocks() {}

    /** The two clocks in the middle, by how far they are ahead of this node's; of an odd number they are the same. */
    private record Middle(long lower, long upper) {
        static Middle of(Collection<Long> aheadMicros) {
            List<Long> all = new ArrayList<>(aheadMicros);
            all.add(0L);
            all.sort(null);
            return new Middle(all.get((all.size() - 1) / 2), all.get(all.size() / 2));
        }

        long nearer() {
            return Math.abs(lower) <= Math.abs(upper) ? lower : upper;
        }

        long farther() {
            return Math.abs(lower) <= Math.abs(upper) ? upper : lower;
        }
    }

    /**
     * How far the clocks of most are ahead of this node's, in microseconds: the median of all, this node's own among
     * them. If two are in the middle, the one nearer to this node's: of two nodes neither knows which one is wrong, and
     * both go on.
     *
     * @param aheadMicros how far the clock of each other node that is live is ahead of this node's
     */
    public static long skewMicros(Collection<Long> aheadMicros) {
        return Middle.of(aheadMicros).nearer();
    }

    /** The same if there is no doubt about it: empty if half of the clocks say something else. */
    public static Optional<Long> agreedMicros(Collection<Long> aheadMicros) {
        Middle middle = Middle.of(aheadMicros);
        return isTooFar(middle.upper() - middle.lower()) ? Optional.empty() : Optional.of(middle.nearer());
    }

    /** Whether a node whose clock is so far off gives no times. */
    public static boolean isTooFar(long skewMicros) {
        return Math.abs(skewMicros) > MOST_SKEW_MICROS;
    }

    /**
     * Why this node gives no times now; empty if it does. What counts is the times that it would give, which never go
     * back; what is said of it is about its clock.
     *
     * @param aheadMicros how far the clock of each other node that is live is ahead of this node's
     * @param ownAheadMicros how far the times that this node has given are ahead of its own clock
     */
    public static Optional<ClockFault> fault(Collection<Long> aheadMicros, long ownAheadMicros) {
        if (aheadMicros.isEmpty()) {
            return Optional.empty(); // a node without others has nobody to leave the recording to
        }
        Middle middle = Middle.of(aheadMicros);
        // Times of other nodes draw its own along as far as it bears, and a little for what it then records.
        long borne = MOST_SKEW_MICROS + DRAWN_ALONG_MICROS;
        long own = ownAheadMicros > borne ? ownAheadMicros : 0;
        if (!isTooFar(middle.nearer() - own)) {
            return Optional.empty();
        }
        // Of two clocks its own is always the nearer one. That its data goes on behind it speaks for the other one.
        long clock = isTooFar(middle.nearer()) ? middle.nearer() : middle.farther();
        if (isTooFar(clock)) {
            ClockFault.Kind kind = clock > 0 ? ClockFault.Kind.BEHIND : ClockFault.Kind.AHEAD;
            return Optional.of(new ClockFault(kind, Math.abs(clock)));
        }
        long wait = own - Math.max(borne, middle.nearer() + MOST_SKEW_MICROS);
        return Optional.of(new ClockFault(ClockFault.Kind.WAITS, wait));
    }
}
