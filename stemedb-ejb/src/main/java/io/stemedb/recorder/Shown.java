package io.stemedb.recorder;

import io.stemedb.progress.Horizon;

/**
 * What of the journal is visible, all of one moment.
 *
 * @param lsn everything before it is visible, nothing behind it is promised
 */
public record Shown(long lsn, Horizon horizon) {}
