package io.stemedb.task;

/** Where long work says how far it is, and learns that it is not wanted any more. Called from the thread that works. */
public interface Progress {
    /** For work that nobody watches. */
    Progress UNWATCHED = new Progress() {
        @Override
        public void at(double fraction, String what) {}

        @Override
        public boolean aborted() {
            return false;
        }
    };

    /**
     * Says how far it is.
     *
     * @param fraction 0 to 1, never less than before
     * @param what what is being done, in a few words for an operator
     */
    void at(double fraction, String what);

    /**
     * Says what is left to do for shards.
     *
     * @param bytes that are to be copied or given back, about
     */
    default void left(long shards, long bytes) {}

    /** Says that it waits until somebody lets it go on, or does not any more. */
    default void paused(boolean now) {}

    /** Says that what it does from now on cannot be taken back. */
    default void cannotBeTakenBack() {}

    /** Says that it was taken back, as somebody had wanted elsewhere before: it has ended as one that was aborted. */
    default void takenBack() {}

    /** Whether it is to end because its node does: then somebody may go on with it later. */
    default boolean stopping() {
        return false;
    }

    /**
     * True once somebody wants it to end; the work looks often, and leaves everything as it would be found after a
     * kill.
     */
    boolean aborted();
}
