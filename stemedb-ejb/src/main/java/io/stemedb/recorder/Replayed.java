package io.stemedb.recorder;

/** Told of each record that a start reads back from the journal. */
@FunctionalInterface
public interface Replayed {
    /**
     * One more was read.
     *
     * @param readBytes how much of the journal has been read back
     * @param ofBytes how much there is to read at most
     */
    void record(long readBytes, long ofBytes);
}
