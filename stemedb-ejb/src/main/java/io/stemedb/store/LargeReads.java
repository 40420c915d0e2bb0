package io.stemedb.store;

import java.util.concurrent.Semaphore;

/**
 * Lets only a few large slots be read at once: each is in memory twice while it is, as bytes and as records, and how
 * large a slot is nobody knows before it is read.
 */
final class LargeReads {
    /** Nearly all slots are smaller by far, and wait for nobody. */
    static final long LARGE_BYTES = 4 << 20;

    static final int AT_ONCE = 2;

    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    Reading begin() {
        return new Reading();
    }

    /** One slot that is being read, by one thread. */
    final class Reading implements AutoCloseable {
        private long bytes;
        private boolean large;

        private Reading() {}

        /** So much more was read; waits if the slot turns out to be large and enough of these are being read. */
        void took(int more) {
            bytes += more;
            if (!large && bytes > LARGE_BYTES) {
                permits.acquireUninterruptibly();
                large = true;
            }
        }

        @Override
        public void close() {
            if (large) {
                permits.release();
            }
        }
    }
}
