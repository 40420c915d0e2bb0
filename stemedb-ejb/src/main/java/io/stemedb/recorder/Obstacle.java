package io.stemedb.recorder;

import io.stemedb.files.DiskFullException;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.Optional;

/**
 * What stands in the way of writes and may pass by itself: whether it is there, when it may be tried again, and what it
 * is called before clients. The log hears of it when it comes and when it goes, however often it is tried in between.
 */
final class Obstacle {
    private static final System.Logger LOGGER = System.getLogger(Obstacle.class.getName());

    /** A disk that was full a moment ago is asked again after a second. */
    private static final long AGAIN_MICROS = 1_000_000;

    private final String what;
    private volatile StemeException refusal;
    private long tried;

    /** @param what the work that it keeps from being done, as a clause */
    Obstacle(String what) {
        this.what = what;
    }

    /** An attempt has failed. */
    void met(IOException failure, long now) {
        if (refusal == null) {
            LOGGER.log(System.Logger.Level.WARNING, what + "; writes are refused until it can", failure);
        }
        refusal = refusal(what, failure);
        tried = now;
    }

    /** The work could be done. */
    void passed() {
        if (refusal != null) {
            LOGGER.log(System.Logger.Level.INFO, "writes are taken again");
            refusal = null;
        }
    }

    /** Whether it is time for another attempt. */
    boolean due(long now) {
        return isLater(now, tried);
    }

    /** Whether an attempt is so long ago that another is due. */
    static boolean isLater(long now, long then) {
        return Math.abs(now - then) >= AGAIN_MICROS; // the clock may have gone back
    }

    /** What a write is answered with while it is there. */
    Optional<StemeException> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Names a failure for clients, who learn no file names: those are in the log. */
    static StemeException refusal(String what, IOException failure) {
        return DiskFullException.behind(failure)
                ? StemeException.of(Refusal.DISK_FULL, "no space left on the disk that holds the data directory")
                        .hinting("nothing was stored; writes go on by themselves once there is room")
                : StemeException.of(Refusal.READ_ONLY, "the node takes no writes for now: " + what)
                        .hinting("nothing was stored; the node tries again each second, and its log says why");
    }
}
