package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.situation.Situation;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who goes on with a change whose node has ended. Pure. */
public final class Succession {
    /** A node that has been silent for so long may be started again by nobody. */
    private static final long SILENCE_NANOS = 10_000_000_000L;

    private static final long MOST_SKEW_MICROS = 5_000_000;

    /** What lasts longer was stated by a clock that was wrong. */
    private static final long LONGEST_MICROS = 60_000_000;

    private Succession() {}

    /** What a node does about a change that no task of it sees to. */
    public enum Duty {
        NOTHING,
        /** Goes on with it. */
        TAKE_OVER,
        /** Lets others begin: whoever asked this node for it was told that it was not begun. */
        LET_GO
    }

    /**
     * What this node is to do about it.
     *
     * @param wasRefused whether this node has refused it after it was stated here
     * @param startedAt when this node started, by the clock of the situation
     * @param wallMicros the machine's clock
     */
    public static Duty duty(Situation now, UnderWay change, boolean wasRefused, long startedAt, long wallMicros) {
        if (wasRefused && change.running() && change.owner().equals(now.self())) {
            return Duty.LET_GO; // as soon as it can be stated
        }
        return falls(now, change, startedAt, wallMicros) ? Duty.TAKE_OVER : Duty.NOTHING;
    }

    /**
     * Whether this node is to see to it: it did before its last start, or it is the least of those who are left.
     *
     * @param startedAt when this node started, by the clock of the situation
     * @param wallMicros the machine's clock
     */
    public static boolean falls(Situation now, UnderWay change, long startedAt, long wallMicros) {
        if (!change.running() || !now.isMember() || !now.hasMajority()) {
            return false;
        }
        if (change.owner().equals(now.self())) {
            return true;
        }
        SortedSet<String> able = new TreeSet<>(now.liveMembers());
        able.removeAll(now.earlierNodes());
        if (!now.self().equals(able.first())) {
            return false;
        }
        if (now.members().isOut(change.owner())) {
            return true;
        }
        // One that this node alone does not reach goes on, and says so to the others.
        long left = change.untilMicros() - wallMicros;
        boolean expired = left < -MOST_SKEW_MICROS || left > LONGEST_MICROS;
        long last = now.liveness().lastRoundTrip().getOrDefault(change.owner(), startedAt);
        if (now.earlierNodes().contains(change.owner())) { // it was put back to a release that knows of no changes
            return expired;
        }
        return expired
                && !now.liveMembers().contains(change.owner())
                && now.liveness().now() - last >= SILENCE_NANOS;
    }

    /**
     * Whether a change that had others wait makes room for another one, and is to be taken back: both were begun at the
     * same moment, and one fact says which of them is under way. If the other one is about the same, what was stated
     * for this one may be what it wants.
     *
     * @param heldUntil until when the one had others wait, by the machine's clock. Once that is past, a third node may
     *     have brought it to its end before the other one began.
     */
    static boolean pushesAside(UnderWay other, Change change, long heldUntil, long wallMicros) {
        boolean isAboutTheSame = ChangeLock.wish(other)
                .filter(wish ->
                        !(wish instanceof Change.Rebalance) && wish.subject().equals(change.subject()))
                .isPresent();
        return wallMicros < heldUntil && !isAboutTheSame;
    }
}
