package io.stemedb.archive;

import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.util.List;

/**
 * A place that keeps named contents, each of which is there whole or not at all. Slow and away at times, as other
 * machines are; every call may be repeated. Used by one thread at a time, but for {@link #list} and {@link #open}.
 */
public interface Archive {
    /** Reads a content before it counts. */
    @FunctionalInterface
    interface Check {
        /** @throws IOException if it is not what it should be */
        void of(DiskFile content) throws IOException;
    }

    /** What it is called before operators. */
    String place();

    /**
     * The names of what is kept whole, sorted.
     *
     * @throws MissingArchiveException if there is no such place
     */
    List<String> list() throws IOException;

    /**
     * Keeps a content; durable on return. What an earlier try left of it is made anew.
     *
     * @param bytes how many of it from its beginning on
     * @param check is given what was kept, read back from there
     */
    void put(String name, DiskFile content, long bytes, Check check) throws IOException;

    /** Opens a content for reading. */
    DiskFile open(String name) throws IOException;

    /** Lets a content go; no fault if there is none. */
    void delete(String name) throws IOException;
}
