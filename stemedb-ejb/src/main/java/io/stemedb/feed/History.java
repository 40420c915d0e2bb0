package io.stemedb.feed;

import io.stemedb.journal.Tail;

/** What a feed reads: everything that was recorded, in the order of recording. */
public interface History {
    /** Names the store. */
    long recorder();

    /** Every record before this LSN is durable and shows. */
    long visibleLsn();

    /** The number of the last record of a shard; 0 where there is none. */
    long number(int shard);

    /** A new reader of records. */
    Tail tail();
}
