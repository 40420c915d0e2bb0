package io.stemedb.cluster.peer;

import io.stemedb.intake.Ack;
import io.stemedb.record.StoredRecord;
import java.util.List;

/**
 * Appends that another node is to record.
 *
 * @param appends as records whose time and dot are still 0
 */
public record Forwarded(List<StoredRecord> appends, Ack ack) {}
