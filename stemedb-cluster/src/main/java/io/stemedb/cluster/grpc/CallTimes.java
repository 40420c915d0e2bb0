package io.stemedb.cluster.grpc;

/** Hears how long each call to another node took. Told on the threads of calls: it must not wait. */
@FunctionalInterface
public interface CallTimes {
    /**
     * A call has ended.
     *
     * @param call its name in snake case, such as {@code store}
     * @param answered whether the other node gave an answer in time; a refusal is none
     * @param nanos from the beginning of the call to its end
     */
    void ended(String call, boolean answered, long nanos);
}
