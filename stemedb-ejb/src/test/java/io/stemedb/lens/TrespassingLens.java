package io.stemedb.lens;

import io.stemedb.files.LocalDisk;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;

/** A lens that asks the disk, the clock and chance, which its charter does not let it. */
public final class TrespassingLens {
    static final class FromTheDisk {
        boolean wins(Path path) {
            return new LocalDisk().exists(path);
        }
    }

    static final class FromAFile {
        int winner() throws IOException {
            try (InputStream in = new FileInputStream("/etc/hosts")) {
                return in.read();
            }
        }
    }

    static final class FromTheClock {
        long winner() {
            return Clock.systemUTC().millis();
        }
    }

    static final class FromChance {
        double winner() {
            return Math.random();
        }
    }

    private TrespassingLens() {}
}
