package io.stemedb.engine;

import io.stemedb.archive.Archiver;
import io.stemedb.backup.LastBackup;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.GroupStatistics;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.scrub.LastScrub;
import io.stemedb.store.Damage;
import io.stemedb.store.MergeDebt;
import io.stemedb.store.StoppedStore;
import io.stemedb.store.StoreStatistics;
import java.util.List;

/**
 * How a node fares.
 *
 * @param refusal what every write is answered with for now, or null if writes are taken
 * @param flushFailing whether the last attempt to write a table as a run failed
 * @param journalLsn bytes of frames ever written
 * @param flushedLsn how far of them is in runs
 * @param opening what the start found
 * @param waitingBytes claims that wait for the journal
 * @param archive how the archive of the journal stands, or null if there is none
 * @param damages runs that are damaged and not yet healed
 * @param lost what a repair has lost and nobody has accepted: it is refused
 * @param scrub what the last scrub came to
 * @param backup when the last backup was taken
 * @param mergeDebt how far merges are behind
 * @param heldBackMillis how long each group of writes waits for them now
 */
public record EngineStatus(
        String nodeId,
        StemeException refusal,
        boolean flushFailing,
        StoreStatistics store,
        GroupStatistics groups,
        long journalLsn,
        long flushedLsn,
        Database.Opening opening,
        long waitingBytes,
        Archiver.State archive,
        List<Damage> damages,
        StoppedStore.Lost lost,
        LastScrub scrub,
        LastBackup backup,
        MergeDebt mergeDebt,
        long heldBackMillis) {

    static EngineStatus of(Database database, LastScrub scrub, LastBackup backup) {
        return new EngineStatus(
                database.identity().nodeId(),
                database.recorder().refusal().orElse(null),
                database.store().flushFailure().isPresent(),
                database.store().statistics(),
                database.recorder().statistics(),
                database.journalLsn(),
                database.store().flushedLsn(),
                database.opening(),
                database.recorder().waitingBytes(),
                database.archive().orElse(null),
                database.store().damages(),
                database.store().lost(),
                scrub,
                backup,
                database.store().mergeDebt(),
                database.recorder().heldBackMillis());
    }

    /** Bytes of the journal that are not archived yet; 0 if nothing is. */
    public long archiveLag() {
        return archive == null ? 0 : Math.max(0, journalLsn - archive.archivedLsn());
    }

    /** Why it takes no writes, or null. */
    public String readOnlyReason() {
        return refusal == null ? null : refusal.getMessage();
    }

    /** Whether it takes no writes for want of room. */
    public boolean diskFull() {
        return refusal != null && refusal.refusal() == Refusal.DISK_FULL;
    }
}
