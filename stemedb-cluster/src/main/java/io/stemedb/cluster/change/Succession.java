package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.situation.Situation;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who goes on with a change whose node has ended, as one node sees it at one moment. Pure.
 *
 * @param unable nodes that can state nothing now, though they may be live
 * @param startedAt when this node started, by the clock of the situation
 * @param wallMicros the machine's clock
 */
public record Succession(Situation now, Set<String> unable, long startedAt, long wallMicros) {
    /** A node that has been silent for so long may be started again by nobody. */
    private static final long SILENCE_NANOS = 10_000_000_000L;

    /** Who hears others for so long has what they know. */
    private static final long FACTS_KNOWN_NANOS = 2_000_000_000L;

    /** So much later the next one tries, in the place of one that cannot, for whatever reason. */
    private static final long TURN_MICROS = 10_000_000;

    private static final long MOST_SKEW_MICROS = 5_000_000;

    /** What lasts longer was stated by a clock that was wrong. */
    private static final long LONGEST_MICROS = 60_000_000;

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
     * @param refusedAt when this node has refused it after it was stated here, in nanoseconds of the clock of what it
     *     hears; empty if it has not
     */
    public Duty duty(UnderWay change, OptionalLong refusedAt) {
        if (refusedAt.isPresent() && change.running() && isOwn(change)) {
            return knowsOthersSince(refusedAt.getAsLong()) ? Duty.LET_GO : Duty.NOTHING;
        }
        return falls(change) ? Duty.TAKE_OVER : Duty.NOTHING;
    }

    /**
     * It may have been refused since this node was cut off a moment ago. What it states before it knows what others
     * have begun meanwhile would end that.
     */
    private boolean knowsOthersSince(long nanos) {
        Set<String> heard = new TreeSet<>(Set.of(now.self()));
        now.liveness().lastRoundTrip().forEach((node, last) -> {
            if (last >= nanos + FACTS_KNOWN_NANOS) {
                heard.add(node);
            }
        });
        return now.members().isMajority(heard);
    }

    private boolean isOwn(UnderWay change) {
        return change.owner().equals(now.self());
    }

    /**
     * Whether this node is to see to it: it did before its last start, or it is the least of those who are left and
     * able. The next one tries some seconds later.
     */
    public boolean falls(UnderWay change) {
        if (!change.running() || !now.isMember() || !now.hasMajority() || unable.contains(now.self())) {
            return false;
        }
        if (isOwn(change)) {
            return true;
        }
        SortedSet<String> able = new TreeSet<>(now.liveMembers());
        able.removeAll(now.earlierNodes());
        able.removeAll(unable);
        able.remove(change.owner());
        return able.contains(now.self())
                && isLeft(change, able.headSet(now.self()).size());
    }

    /** @param turn how many nodes try before this one */
    private boolean isLeft(UnderWay change, int turn) {
        String owner = change.owner();
        if (now.members().isOut(owner)) {
            return turn == 0 || isExpired(change, turn);
        }
        boolean isHeard = now.liveMembers().contains(owner);
        if (now.earlierNodes().contains(owner) || unable.contains(owner)) { // a release that knows of no changes, too
            return isExpired(change, turn);
        }
        if (isHeard) { // it sees to it, or it cannot for a reason that nobody else knows, as if its clock is wrong
            return isExpired(change, turn + 1);
        }
        long last = now.liveness().lastRoundTrip().getOrDefault(owner, startedAt);
        return isExpired(change, turn) && now.liveness().now() - last >= SILENCE_NANOS * (turn + 1);
    }

    /** One that this node alone does not reach goes on, and says so to the others: then it does not expire. */
    private boolean isExpired(UnderWay change, int turn) {
        long left = change.untilMicros() - wallMicros;
        return left < -MOST_SKEW_MICROS - TURN_MICROS * turn || left > LONGEST_MICROS;
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
