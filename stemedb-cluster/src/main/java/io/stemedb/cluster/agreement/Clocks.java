package io.stemedb.cluster.agreement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Judges this node's clock by those of others. */
public final class Clocks {
    /** How far a clock may be off before its node gives no times any more; microseconds. */
    public static final long MOST_SKEW_MICROS = 5_000_000;

    private Clocks() {}

    /**
     * How far the clocks of most are ahead of this node's, in microseconds: the median of all, this node's own among
     * them. If two are in the middle, the one nearer to this node's: of two nodes neither knows which one is wrong, and
     * both go on.
     *
     * @param aheadMicros how far the clock of each other node that is live is ahead of this node's
     */
    public static long skewMicros(Collection<Long> aheadMicros) {
        List<Long> all = new ArrayList<>(aheadMicros);
        all.add(0L);
        all.sort(null);
        long upper = all.get(all.size() / 2);
        long lower = all.get((all.size() - 1) / 2);
        return Math.abs(lower) <= Math.abs(upper) ? lower : upper;
    }

    /** Whether a node whose clock is so far off gives no times. */
    public static boolean isTooFar(long skewMicros) {
        return Math.abs(skewMicros) > MOST_SKEW_MICROS;
    }
}
