package io.stemedb.store;

import io.stemedb.progress.ShardVector;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Some records of a shard, in the order of keys.
 *
 * @param next the key behind which there may be more; null if there is nothing more
 */
public record RecordPage(List<StoredRecord> records, byte[] next) {
    static RecordPage of(ShardScan scan, ShardVector have, long mostBytes) {
        List<StoredRecord> records = new ArrayList<>();
        long bytes = 0;
        while (scan.next()) {
            if (!have.holds(RecordKey.dot(scan.key()))) {
                if (bytes > 0 && bytes + scan.key().length + scan.rest().length > mostBytes) {
                    return new RecordPage(
                            records, records.get(records.size() - 1).key());
                }
                records.add(new StoredRecord(scan.key(), scan.rest()));
                bytes += scan.key().length + scan.rest().length;
            }
        }
        return new RecordPage(records, null);
    }
}
