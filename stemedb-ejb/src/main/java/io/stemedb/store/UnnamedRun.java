package io.stemedb.store;

import io.stemedb.files.DamagedBlockException;
import io.stemedb.files.Disk;
import io.stemedb.files.MvMount;
import java.io.IOException;
import java.nio.file.Path;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** A run that was set aside with the manifest that named it. */
public record UnnamedRun(Path file, Path side) {
    /**
     * Hands over its claims in the order of their keys, each block compared with its check.
     *
     * @throws IOException where not all of them can be read
     */
    public void read(Disk disk, History.Sink sink) throws IOException {
        if (side == null || file == null) {
            throw new IOException(this + " is not whole");
        }
        try (MvMount mount = new MvMount(disk)) {
            SideFile parsed = SideFile.unchecked(disk, side);
            MVStore store = mount.openChecked(file, parsed.checks(), new MVStore.Builder());
            try {
                Cursor<byte[], byte[]> claims = RunMaps.of(store).claims().cursor(null);
                while (claims.hasNext()) {
                    byte[] key = claims.next();
                    sink.record(0, key, claims.getValue());
                }
            } catch (MVStoreException damaged) {
                throw DamagedBlockException.behind(damaged)
                        .map(IOException.class::cast)
                        .orElseGet(() -> new IOException(damaged));
            } finally {
                store.closeImmediately();
            }
        } catch (RuntimeException damaged) { // a side file that is damaged itself can say anything
            throw new IOException(file + " cannot be read: " + damaged, damaged);
        }
    }
}
