package io.stemedb.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;

/** A disk as MVStore sees it, under a scheme of its own, so that several disks can be in use at once. */
public final class MvMount implements Closeable {
    private static final AtomicLong MOUNTS = new AtomicLong();

    private final Disk disk;
    private final DiskFilePath root;
    private volatile CheckedFile opening;
    private volatile Path openingPath;

    public MvMount(Disk disk) {
        this.disk = disk;
        this.root = DiskFilePath.root("stemedb" + MOUNTS.incrementAndGet(), disk, this::prepared);
        FilePath.register(root);
    }

    /** The name under which MVStore reaches this file for writing, through the disk and unchecked. */
    public String nameOf(Path path) {
        return root.nameOf(path);
    }

    /**
     * As {@link #openChecked(Path, BlockChecks, MVStore.Builder, Consumer)}, for who does not care what fails later.
     */
    public MVStore openChecked(Path path, BlockChecks checks, MVStore.Builder builder) throws IOException {
        return openChecked(path, checks, builder, failure -> {});
    }

    /**
     * Opens a finished store for reading, with every block checked.
     *
     * <p>While it opens, MVStore swallows failed reads and falls back to whatever older or empty state it can find. So
     * a failed read stops the opening here, and the caller learns of it.
     *
     * @param builder how to open it; name and read-only mode are set here
     * @param told of each read that fails once it is open
     * @throws IOException what the first failed read threw; a {@link DamagedBlockException} for a damaged file
     */
    public synchronized MVStore openChecked(
            Path path, BlockChecks checks, MVStore.Builder builder, Consumer<IOException> told) throws IOException {
        CheckedFile file = CheckedFile.open(disk, path, checks);
        boolean sound = false;
        MVStore store = null;
        try {
            file.refuseAfterTrouble(true);
            openingPath = path.toAbsolutePath();
            opening = file;
            store = builder.fileName(nameOf(path)).readOnly().open();
            sound = file.trouble().isEmpty();
            file.tell(told);
        } catch (MVStoreException | IllegalArgumentException failure) {
            throw file.trouble().orElseGet(() -> new IOException("cannot open " + path + " as a run", failure));
        } finally {
            opening = null;
            file.refuseAfterTrouble(false);
            if (!sound) {
                if (store != null) {
                    store.closeImmediately();
                }
                file.close();
            }
        }
        if (!sound) {
            throw file.trouble().orElseThrow();
        }
        return store;
    }

    private Optional<DiskFile> prepared(Path path) {
        return Optional.<DiskFile>ofNullable(opening).filter(file -> path.equals(openingPath));
    }

    @Override
    public void close() {
        FilePath.unregister(root);
    }
}
