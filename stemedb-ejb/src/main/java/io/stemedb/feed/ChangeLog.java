package io.stemedb.feed;

import io.stemedb.journal.Tail;
import io.stemedb.progress.DotVector;

/** What a feed reads: everything that was recorded, in the order of recording. */
public interface ChangeLog {
    /** Names the store. */
    long recorder();

    /**
     * What is durable and shows, of one moment: a position must not say of a record that it was seen which is still to
     * be read.
     */
    Shown shown();

    /**
     * What shows.
     *
     * @param lsn every record before it does
     * @param dots the same as dots
     */
    record Shown(long lsn, DotVector dots) {}

    /** A new reader of records. */
    Tail tail();
}
