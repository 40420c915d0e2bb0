package io.stemedb.store;

/** Keeps work that writes much from taking the whole disk. */
@FunctionalInterface
public interface MergePace {
    /** For work that may write as fast as it can. */
    MergePace FREE = bytes -> {};

    /** Returns once the work that has written so many more bytes may go on. */
    void wrote(long bytes);
}
