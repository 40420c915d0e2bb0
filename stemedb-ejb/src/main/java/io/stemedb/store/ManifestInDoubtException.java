package io.stemedb.store;

import io.stemedb.refusal.Reason;
import java.io.IOException;

/**
 * A new manifest may have taken its name and may not: until one is put in force, every run that either names must stay.
 */
final class ManifestInDoubtException extends IOException {
    private static final long serialVersionUID = 1L;

    ManifestInDoubtException(IOException cause) {
        super("the manifest could not be put in force: " + Reason.of(cause), cause);
    }
}
