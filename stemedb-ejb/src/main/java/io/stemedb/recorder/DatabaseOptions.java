package io.stemedb.recorder;

import io.stemedb.files.DataFolders;
import io.stemedb.journal.Retention;
import io.stemedb.store.Merging;
import java.nio.file.Path;

/**
 * How a database is opened.
 *
 * @param directory the data directory; made if it is missing
 * @param nodeId name for a new directory, or null for a random one; one that has a name keeps it
 * @param shardCount for a new directory
 * @param segmentBytes size of a journal segment
 * @param retention how much of the journal is kept behind the runs
 * @param tableBytes estimated heap bytes at which the table in memory becomes a run
 * @param mergeFan runs of one level that become one of the next
 * @param queueBytes of appends that may wait for the journal
 * @param archive where finished segments of the journal are copied to, or null
 * @param merging what merges are held to, and when writers wait for them
 * @param others whether other nodes have copies of what it holds
 */
public record DatabaseOptions(
        Path directory,
        String nodeId,
        int shardCount,
        long segmentBytes,
        Retention retention,
        long tableBytes,
        int mergeFan,
        long queueBytes,
        ArchiveOptions archive,
        Merging merging,
        boolean others) {

    /** Where what lies in the directory. */
    public DataFolders folders() {
        return new DataFolders(directory);
    }

    /** How long an {@code Idempotency-Key} is remembered: 24 hours. */
    public static final long IDEMPOTENCY_MICROS = 24L * 60 * 60 * 1_000_000;
}
