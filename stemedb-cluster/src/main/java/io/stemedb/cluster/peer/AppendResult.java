package io.stemedb.cluster.peer;

import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.StemeException;

/**
 * What became of one forwarded append.
 *
 * @param record what is held now; null if it was refused
 * @param held whether it was held before
 * @param refusal why it was not taken; null if it was
 */
public record AppendResult(StoredRecord record, boolean held, StemeException refusal) {}
