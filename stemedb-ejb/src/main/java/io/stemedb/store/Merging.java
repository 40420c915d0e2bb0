package io.stemedb.store;

/**
 * What merges are held to.
 *
 * @param pace how fast they write
 * @param debt runs of level 0 that wait to be merged, from which on writers are held back; with twice as many they are
 *     refused
 * @param mostRecords as many records as a run may get by a merge: what it is looked up with is made in memory; 0 for no
 *     merges
 */
public record Merging(MergePace pace, int debt, long mostRecords) {
    /** As fast and as large as they come, and nobody waits for them. */
    public static final Merging FREE = new Merging(MergePace.FREE, Integer.MAX_VALUE, Long.MAX_VALUE);

    /** No merge starts: a run may get no record by one. */
    public static final Merging OFF = new Merging(MergePace.FREE, Integer.MAX_VALUE, 0);

    /** Heap that a merge takes for each record, the filters of the old runs and the bytes of the new file included. */
    private static final long BYTES_OF_RECORD = 32;

    /**
     * Merges on a heap of some size.
     *
     * @param heapBytes of which merges take half at most
     */
    public static Merging on(long heapBytes, MergePace pace, int debt) {
        return new Merging(pace, debt, heapBytes / 2 / BYTES_OF_RECORD);
    }
}
