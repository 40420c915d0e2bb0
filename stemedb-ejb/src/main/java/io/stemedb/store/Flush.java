package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.AssertionId;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/** Turns the frozen table into a run of level 0. */
final class Flush {
    private static final System.Logger LOGGER = System.getLogger(Flush.class.getName());

    private final RunFiles files;
    private final Versions versions;
    private final Catalog catalog;
    private volatile IOException failure;

    Flush(RunFiles files, Versions versions, Catalog catalog) {
        this.files = files;
        this.versions = versions;
        this.catalog = catalog;
    }

    /** Why the last attempt failed, until one succeeds. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** True when a run was added; false when there was nothing to flush or it failed, the table then stays as it is. */
    synchronized boolean run() {
        MemTable table = versions.peek().frozen();
        if (table == null) {
            return false;
        }
        try {
            RunEntry entry = write(table);
            versions.flushed(catalog.add(files, entry, manifest -> manifest.flushed(entry, table.extent())));
            succeeded();
            return true;
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it was, the table stays as it is and writers must learn of it: an error lost here would stall
            // them.
            failed(e);
            return false;
        }
    }

    private void succeeded() {
        if (failure != null) {
            LOGGER.log(System.Logger.Level.INFO, "the table that could not be flushed is a run now");
            failure = null;
        }
    }

    private void failed(Throwable e) {
        if (failure == null) { // said once, not with every attempt
            LOGGER.log(System.Logger.Level.ERROR, "a table could not be flushed and stays in memory", e);
        }
        failure = e instanceof IOException io ? io : new IOException(e.toString(), e);
    }

    private RunEntry write(MemTable table) throws IOException {
        files.refuseWithoutRoom(table.recordBytes());
        int records = table.claims().size();
        RunWriter writer = files.write(catalog.takeNumber(), records, records);
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
                    .forEach((source, count) -> sources.put(source.getBytes(UTF_8), RunMaps.count(count)));
            sources.forEach(writer::source);
            return writer.finish(
                    0, catalog.manifest().flushedLsn(), table.extent().lsn());
        } catch (IOException | RuntimeException | Error e) {
            writer.abandon();
            throw e;
        }
    }

    private static void writeIdempotency(MemTable table, RunWriter writer) {
        TreeMap<byte[], byte[]> hashes = new TreeMap<>(Arrays::compareUnsigned);
        table.idempotency().forEach((hash, use) -> hashes.put(hash.array(), use.bytes()));
        hashes.forEach(writer::idempotency);
    }
}
