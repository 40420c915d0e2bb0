package io.stemedb.store;

import java.io.IOException;
import java.util.Optional;

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
        long from = catalog.manifest().flushedLsn();
        return TableFile.write(
                files, catalog.takeNumber(), table, from, table.extent().lsn());
    }
}
