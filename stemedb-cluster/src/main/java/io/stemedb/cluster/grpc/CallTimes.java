package io.stemedb.cluster.grpc;

/** Hears how long each call to another node took. Told on the threads of calls: it must not wait. */
@FunctionalInterface
public interface CallTimes {
    /**
     * A call has ended.
     *
     * @param call its name in snake case, such as {@code store}
     * @param nanos from the beginning of the call to its end
     */
    void ended(String call, Ending ending, long nanos);

    /** How a call has ended. */
    enum Ending {
        ANSWERED,
        /** The other node refused, or gave no answer in time. */
        FAILED,
        /** This node did not want the answer any more. */
        GIVEN_UP
    }
}
