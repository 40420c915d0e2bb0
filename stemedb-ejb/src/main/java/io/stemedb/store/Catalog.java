package io.stemedb.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The manifest in force, and the only way to replace it. */
final class Catalog {
    private final ManifestFile file;
    private final List<RunEntry> inDoubt = new ArrayList<>();
    private volatile Manifest manifest;
    private long taken;

    Catalog(ManifestFile file, Manifest manifest) {
        this.file = file;
        this.manifest = manifest;
        this.taken = manifest.nextRun() - 1;
    }

    Manifest manifest() {
        return manifest;
    }

    /**
     * A number that no run has or had: what a crash leaves under a number taken but not used, the next start removes.
     */
    synchronized long takeNumber() {
        return ++taken;
    }

    /**
     * Opens a run that was written and puts a manifest in force that names it; it is forced on return. When this
     * throws, the old one still counts, the run is closed, and its files are gone unless a start might look for them.
     */
    RunHandle add(RunFiles files, RunEntry entry, UnaryOperator<Manifest> change) throws IOException {
        return add(files, List.of(entry), change).get(0);
    }

    /** The same with several runs at once. */
    List<RunHandle> add(RunFiles files, List<RunEntry> entries, UnaryOperator<Manifest> change) throws IOException {
        List<RunHandle> runs = new ArrayList<>();
        try {
            for (RunEntry entry : entries) {
                runs.add(files.open(entry));
            }
            replace(change, files);
            return runs;
        } catch (IOException | RuntimeException | Error e) {
            runs.forEach(run -> run.run().close());
            entries.forEach(entry -> discard(entry, files, e instanceof ManifestInDoubtException));
            throw e;
        }
    }

    /**
     * Reads the manifest from the disk again and writes it anew if it is not what it was.
     *
     * @return what was wrong with it
     */
    synchronized Optional<StoreDamagedException> scrub() throws IOException {
        StoreDamagedException damage;
        try {
            if (file.readPastCache().equals(manifest)) {
                return Optional.empty();
            }
            damage = new StoreDamagedException(file.path(), "it is not the manifest that is in force");
        } catch (StoreDamagedException damaged) {
            damage = damaged;
        }
        file.replace(manifest);
        return Optional.of(damage);
    }

    /** Puts a manifest in force that names the same files; it is forced on return. */
    void change(RunFiles files, UnaryOperator<Manifest> change) throws IOException {
        replace(change, files);
    }

    private synchronized void replace(UnaryOperator<Manifest> change, RunFiles files) throws IOException {
        Manifest next = change.apply(manifest);
        file.replace(next);
        manifest = next;
        inDoubt.forEach(files::remove); // whatever may have named them is gone for certain
        inDoubt.clear();
    }

    private synchronized void discard(RunEntry entry, RunFiles files, boolean mayBeNamed) {
        if (mayBeNamed) {
            inDoubt.add(entry);
        } else {
            files.remove(entry);
        }
    }
}
