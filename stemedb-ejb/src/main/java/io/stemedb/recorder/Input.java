package io.stemedb.recorder;

/** What is handed to a recorder: news from a client, or a copy of what another node has recorded. */
public sealed interface Input permits Append, Copy {
    /** How many bytes it takes in the journal at most. */
    long weight();
}
