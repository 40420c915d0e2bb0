package io.stemedb.store;

import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.RecordKey;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Saves what can be read of a run that its history cannot heal, and says what is lost with it. */
final class GivingUp {
    private static final System.Logger LOGGER = System.getLogger(Heal.class.getName());
    private static final int MEMORY_PER_BYTE = 4;

    private final RunFiles files;
    private final Catalog catalog;
    private final History history;

    GivingUp(RunFiles files, Catalog catalog, History history) {
        this.files = files;
        this.catalog = catalog;
        this.history = history;
    }

    /**
     * What is left of a run; null if its history can heal it still, or there is too little memory.
     *
     * @param earlier what the runs before hold
     */
    Loss of(RunHandle damaged, Salvage.Earlier earlier) throws IOException {
        RunEntry entry = damaged.run().entry();
        if (isInHistory(entry)) {
            return null;
        }
        if (MEMORY_PER_BYTE * entry.fileBytes() > Runtime.getRuntime().maxMemory()) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "{0} cannot be healed from other nodes with so little memory; give the JVM about four times the "
                            + "size of the file",
                    entry.fileName());
            return null;
        }
        Salvage.Outcome outcome = Salvage.of(damaged.run(), earlier, new WhatIsLeft(history));
        RunEntry piece = TableFile.write(files, catalog.takeNumber(), outcome.saved(), entry.fromLsn(), entry.toLsn())
                .at(entry.level());
        LOGGER.log(
                System.Logger.Level.WARNING,
                "{0} has lost {1} of {2} records, which the journal does not have; other nodes are asked for them",
                entry.fileName(),
                Long.toString(outcome.lostByShard().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()),
                Long.toString(entry.records()));
        Set<Integer> unnamed = outcome.unnamed().keySet();
        return new Loss(damaged, piece, saved(outcome.saved(), unnamed), lost(outcome), unnamed);
    }

    private static DotVector lost(Salvage.Outcome outcome) {
        Map<Integer, DotCollector> dots = new TreeMap<>();
        outcome.namedKeys().forEach(key -> add(dots, key));
        return vector(dots);
    }

    private static DotVector saved(MemTable table, Set<Integer> shards) {
        Map<Integer, DotCollector> dots = new TreeMap<>();
        table.claims().keySet().stream()
                .filter(key -> shards.contains(RecordKey.shard(key)))
                .forEach(key -> add(dots, key));
        return vector(dots);
    }

    private static void add(Map<Integer, DotCollector> dots, byte[] key) {
        dots.computeIfAbsent(RecordKey.shard(key), shard -> new DotCollector()).add(RecordKey.dot(key));
    }

    private static DotVector vector(Map<Integer, DotCollector> dots) {
        Map<Integer, ShardVector> vectors = new TreeMap<>();
        dots.forEach((shard, collected) -> vectors.put(shard, collected.vector()));
        return DotVector.of(vectors);
    }

    /** Another failure than a lack of history passes, such as a full disk. */
    private boolean isInHistory(RunEntry entry) {
        Map<Integer, Long> shards = new TreeMap<>();
        try {
            if (!history.holds(entry.fromLsn(), entry.toLsn())) {
                return false;
            }
            history.read(
                    entry.fromLsn(),
                    entry.toLsn(),
                    (lsn, key, rest) -> JournalEntry.of(key, rest)
                            .stored()
                            .filter(record -> entry.holdsShard(record.shard()))
                            .ifPresent(record -> shards.merge(record.shard(), 1L, Long::sum)));
            return shards.equals(entry.shards());
        } catch (IOException damaged) {
            return false;
        }
    }

    /** Whatever the history has of a range. */
    private record WhatIsLeft(History history) implements History {
        @Override
        public boolean holds(long fromLsn, long toLsn) {
            return true;
        }

        @Override
        public void read(long fromLsn, long toLsn, Sink sink) {
            try {
                if (history.holds(fromLsn, toLsn)) {
                    history.read(fromLsn, toLsn, sink);
                }
            } catch (IOException damaged) {
                LOGGER.log(System.Logger.Level.DEBUG, "the history ends before that of a run does", damaged);
            }
        }
    }
}
