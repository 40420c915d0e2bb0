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
 * @param others whether other nodes have copies, so that what the history does not have can be had from them
 */
public record Healing(History history, Path setAside, LongSupplier wallMicros, Executor healer, boolean others) {
    /** Of a store that has its history only. */
    public Healing(History history, Path setAside, LongSupplier wallMicros, Executor healer) {
        this(history, setAside, wallMicros, healer, false);
    }

    /** Of a store that has nothing but its runs. */
    static Healing none(Path directory, Executor healer) {
        return new Healing(History.none(), DataFolders.beside(directory).setAside(), () -> 0, healer);
    }
}
