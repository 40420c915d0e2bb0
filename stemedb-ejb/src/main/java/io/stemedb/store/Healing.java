package io.stemedb.store;

import io.stemedb.files.DataFolders;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What a store needs to make a damaged run again.
 *
 * @param history what its records are read from
 * @param setAside folder for damaged files, made when it is needed
 * @param wallMicros the machine's clock, for their names
 * @param healer where runs are rebuilt; one at a time
 */
public record Healing(History history, Path setAside, LongSupplier wallMicros, Executor healer) {
    /** Of a store that has nothing but its runs. */
    static Healing none(Path directory, Executor healer) {
        return new Healing(History.none(), DataFolders.beside(directory).setAside(), () -> 0, healer);
    }
}
