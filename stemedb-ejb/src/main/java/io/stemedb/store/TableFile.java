package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.AssertionId;
import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;

/** Writes a table as a run of level 0. */
final class TableFile {
    private TableFile() {}

    /**
     * Writes it durably; it counts once a manifest names it.
     *
     * @param fromLsn the table holds the records of the journal from here
     * @param toLsn up to here, exclusive
     */
    static RunEntry write(RunFiles files, long number, MemTable table, long fromLsn, long toLsn) throws IOException {
        int records = table.claims().size();
        RunWriter writer = files.write(number, records, records);
        try {
            table.claims().forEach(writer::claim);
            AssertionId[] ids = table.keys().keySet().toArray(AssertionId[]::new);
            Arrays.sort(ids);
            for (AssertionId id : ids) {
                writer.id(RunMaps.idKey(id), table.key(id));
            }
            writeIdempotency(table, writer);
            TreeMap<byte[], byte[]> sources = new TreeMap<>(Arrays::compareUnsigned);
            table.tally()
                    .sources()
                    .forEach((of, count) ->
                            sources.put(SourceKey.of(of.source().getBytes(UTF_8), of.shard()), RunMaps.count(count)));
            sources.forEach(writer::source);
            writer.twins(table.tally().twins(), table.minus());
            return writer.finish(0, fromLsn, toLsn);
        } catch (IOException | RuntimeException | Error e) {
            writer.abandon();
            throw e;
        }
    }

    @SuppressWarnings("ByteBufferBackingArray") // each wraps an array of its own
    private static void writeIdempotency(MemTable table, RunWriter writer) {
        TreeMap<byte[], byte[]> hashes = new TreeMap<>(Arrays::compareUnsigned);
        table.idempotency().forEach((hash, use) -> hashes.put(hash.array(), use.bytes()));
        hashes.forEach(writer::idempotency);
    }
}
