package io.stemedb.store;

import java.io.IOException;

/** Where the records of a run can be had again: the journal, as far as it is kept. */
public interface History {
    /** Takes a record, in the order of the journal. */
    @FunctionalInterface
    interface Sink {
        void record(long lsn, byte[] key, byte[] rest) throws IOException;
    }

    /** Whether a range is kept whole, as far as can be told without reading it. */
    boolean holds(long fromLsn, long toLsn) throws IOException;

    /**
     * Reads all records of a range again.
     *
     * @throws IOException if one of them cannot be read; some may have been handed over by then
     */
    void read(long fromLsn, long toLsn, Sink sink) throws IOException;

    /** Nothing is kept. */
    static History none() {
        return new History() {
            @Override
            public boolean holds(long fromLsn, long toLsn) {
                return false;
            }

            @Override
            public void read(long fromLsn, long toLsn, Sink sink) throws IOException {
                throw new IOException("nothing is kept of what was written");
            }
        };
    }
}
