package io.stemedb.engine;

import io.stemedb.recorder.Database;
import io.stemedb.recorder.GroupStatistics;
import io.stemedb.store.StoreStatistics;

/**
 * How a node fares.
 *
 * @param readOnlyReason why it takes no writes, or null
 * @param journalLsn bytes of frames ever written
 * @param flushedLsn how far of them is in runs
 * @param opening what the start found
 */
public record EngineStatus(
        String nodeId,
        String readOnlyReason,
        StoreStatistics store,
        GroupStatistics groups,
        long journalLsn,
        long flushedLsn,
        Database.Opening opening) {

    static EngineStatus of(Database database) {
        return new EngineStatus(
                database.identity().nodeId(),
                database.recorder().readOnlyReason(),
                database.store().statistics(),
                database.recorder().statistics(),
                database.journalLsn(),
                database.store().flushedLsn(),
                database.opening());
    }
}
