package io.stemedb.journal;

/**
 * How much of the journal is kept behind what the store has on disk.
 *
 * @param keptBytes bytes of flushed segments to keep, {@link #ALL} for every one
 */
public record Retention(long keptBytes) {
    private static final long ALL = Long.MAX_VALUE;

    /** Keeps every segment, so that any damaged run can be rebuilt. */
    public static Retention all() {
        return new Retention(ALL);
    }

    /** Keeps only what is not on disk as a run yet. */
    public static Retention flushed() {
        return new Retention(0);
    }

    boolean keepsAll() {
        return keptBytes == ALL;
    }
}
