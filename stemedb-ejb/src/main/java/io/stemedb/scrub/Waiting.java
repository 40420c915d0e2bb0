package io.stemedb.scrub;

/** Lets the thread that calls wait. */
@FunctionalInterface
public interface Waiting {
    /** About so long; shorter if the thread is interrupted. */
    void nanos(long nanos);
}
