package io.stemedb.store;

import java.io.IOException;
import java.util.function.UnaryOperator;

/** The manifest in force, and the only way to replace it. */
final class Catalog {
    private final ManifestFile file;
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

    /** A number that no run has or had: what a crash leaves under a number taken but not used, the next start removes. */
    synchronized long takeNumber() {
        return ++taken;
    }

    /** Puts a new manifest in force; it is forced on return, or, when this throws, the old one still counts. */
    synchronized void change(UnaryOperator<Manifest> change) throws IOException {
        Manifest next = change.apply(manifest);
        file.replace(next);
        manifest = next;
    }
}
