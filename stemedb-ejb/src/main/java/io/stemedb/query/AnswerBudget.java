package io.stemedb.query;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Heap that large answers may hold together, from the moment that they are put together until their readers have taken
 * them. A reader who does not read keeps his answer in memory, and enough of them would exhaust it for everyone. Safe
 * to use from any thread; a {@link Share} is its answer's own.
 */
public final class AnswerBudget {
    /** Nearly all answers are smaller than this, and cost nothing here. */
    private static final long SMALL = 64 << 10;

    /** Of the heap, if the configuration does not say. */
    private static final int A_QUARTER = 4;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most bytes; 0 for a quarter of the heap */
    public AnswerBudget(long most) {
        this.most = most > 0 ? most : Runtime.getRuntime().maxMemory() / A_QUARTER;
    }

    /** The part of one answer, nothing yet. */
    public Share share() {
        return new Share();
    }

    /** Bytes that large answers hold now. */
    public long taken() {
        return taken.get();
    }

    /** What one answer holds. */
    public final class Share implements AutoCloseable {
        private long asked;
        private long held;

        private Share() {}

        /**
         * Asks for more.
         *
         * @throws StemeException rate-limited if others hold too much for that; a single answer always gets what it
         *     needs
         */
        void take(long bytes) {
            asked += bytes;
            if (asked > SMALL) {
                hold(asked);
            }
        }

        /** The answer is complete and takes so many bytes from now on, instead of what it was given while it grew. */
        public void settle(long bytes) {
            long needed = bytes > SMALL ? bytes : 0;
            taken.addAndGet(needed - held);
            held = needed;
        }

        private void hold(long bytes) {
            long more = bytes - held;
            long all = taken.addAndGet(more);
            if (all > most && all > bytes) {
                taken.addAndGet(-more);
                throw StemeException.of(
                                Refusal.RATE_LIMITED,
                                "large answers under way take all the memory that there is for them")
                        .at("/limits.answers")
                        .limitedTo(most)
                        .hinting("ask again, or for less with limit");
            }
            held = bytes;
        }

        /** Gives everything back. */
        @Override
        public void close() {
            taken.addAndGet(-held);
            held = 0;
            asked = 0;
        }
    }
}
