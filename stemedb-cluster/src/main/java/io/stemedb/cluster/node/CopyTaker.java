package io.stemedb.cluster.node;

import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Copy;
import io.stemedb.recorder.Database;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntPredicate;

/** Judges copies that came from another node, and has those that are sound made durable. */
final class CopyTaker {
    private static final System.Logger LOGGER = System.getLogger(CopyTaker.class.getName());

    private final Database database;
    private final Executor checkers;

    /** @param checkers where many records at once are read and checked */
    CopyTaker(Database database, Executor checkers) {
        this.database = database;
        this.checkers = checkers;
    }

    /** One result for each record, in the same order, once it is durable. */
    CompletableFuture<List<CopyResult>> keep(List<StoredRecord> records) {
        return keep(records, shard -> true);
    }

    /** The same; those of other shards than some are refused. */
    CompletableFuture<List<CopyResult>> keep(List<StoredRecord> records, IntPredicate some) {
        CopyResult[] results = new CopyResult[records.size()];
        Arrays.fill(results, CopyResult.REFUSED);
        List<Copy> sound = new ArrayList<>(records.size());
        List<Integer> places = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            Copy copy = some.test(records.get(i).shard()) ? read(records.get(i)) : null;
            if (copy != null) {
                sound.add(copy);
                places.add(i);
            }
        }
        return database.recorder().store(sound).thenApply(outcomes -> {
            for (int i = 0; i < outcomes.size(); i++) {
                results[places.get(i)] =
                        outcomes.get(i).fold(() -> CopyResult.TAKEN, () -> CopyResult.KNOWN, why -> CopyResult.REFUSED);
            }
            return List.of(results);
        });
    }

    /** Whether all of them are there afterwards. They are checked elsewhere: the caller must not wait so long. */
    CompletableFuture<Boolean> keepAll(List<StoredRecord> records) {
        return CompletableFuture.completedFuture(records)
                .thenComposeAsync(this::keep, checkers)
                .thenApply(results -> results.stream().allMatch(CopyResult::held));
    }

    private Copy read(StoredRecord record) {
        try {
            return database.recorder().copy(record.key(), record.rest());
        } catch (StemeException unsound) {
            LOGGER.log(System.Logger.Level.WARNING, "a copy from another node is refused: {0}", unsound.getMessage());
            return null;
        }
    }
}
