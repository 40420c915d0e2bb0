package io.stemedb.engine;

import io.stemedb.assertion.Limits;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.SmallDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Engines for tests: the limits that hold by default, a cache of 1 MiB, and no patience with tokens of the future. */
public final class SmallEngine {
    private SmallEngine() {}

    /** On a database of a directory whose table rarely becomes a run. */
    public static Engine open(Path directory) throws IOException {
        return open(SmallDatabase.in(directory)
                .shards(64)
                .segments(1 << 20)
                .tables(1 << 20)
                .options());
    }

    public static Engine open(DatabaseOptions database) throws IOException {
        return Engine.open(options(database, Duration.ofMillis(20)));
    }

    /** @param patience how long a read waits for what its token stands for */
    public static EngineOptions options(DatabaseOptions database, Duration patience) {
        return new EngineOptions(database, Limits.DEFAULT, 1 << 20, 0, patience, 0);
    }
}
