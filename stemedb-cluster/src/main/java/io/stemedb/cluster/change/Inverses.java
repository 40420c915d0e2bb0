package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.Values.UnderWay;

/** Tells what takes back a change that is under way. Pure. */
final class Inverses {
    private Inverses() {}

    /** Whether a change takes back another one that has not ended: it aborts that one, and nothing begins beside it. */
    static boolean takesBack(Change asked, Change running) {
        return running.inverse() != null && isInverse(asked, running);
    }

    private static boolean isInverse(Change asked, Change running) {
        if (asked instanceof Change.Undrain undrain) {
            return running instanceof Change.Drain drain && drain.node().equals(undrain.node());
        }
        if (asked instanceof Change.Pin back) { // all others of one shard may be under way beside each other
            return running instanceof Change.Pin pin
                    && pin.shard() == back.shard()
                    && pin.moves()
                    && back.moves()
                    && pin.before().equals(back.node());
        }
        return asked instanceof Change.Factor back
                && running instanceof Change.Factor factor
                && factor.before() == back.copies();
    }

    /** Whether what a change would undo is being done for something else, which is taken back as a whole. */
    static boolean isInTheWayOf(Change asked, UnderWay other) {
        return asked instanceof Change.Undrain undrain && ChangeLock.isOf(other, undrain.node());
    }
}
