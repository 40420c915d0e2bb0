package io.stemedb.cluster.change;

/** Looks at something that is to become less, and tells when it has not for so long that nobody waits any longer. */
final class Stuck {
    private final int mostLooks;
    private long least = Long.MAX_VALUE;
    private int looks;

    /** @param mostLooks at which it may be no less than before */
    Stuck(int mostLooks) {
        this.mostLooks = mostLooks;
    }

    /** One look; whether it is the last one. */
    boolean isAt(long left) {
        looks = left < least ? 0 : looks + 1;
        least = Math.min(least, left);
        return looks >= mostLooks;
    }
}
