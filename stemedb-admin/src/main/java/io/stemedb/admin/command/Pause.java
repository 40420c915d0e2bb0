package io.stemedb.admin.command;

import java.time.Duration;

/** Waits, and knows for how long this has gone on. */
public interface Pause {
    /** Waits so long. */
    void of(Duration length);

    /** The time since some moment, which does not go back. */
    Duration now();
}
