package io.stemedb.recorder;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.journal.Retention;
import io.stemedb.store.Merging;
import java.nio.file.Path;

/**
 * Options of a database for tests. A test names what matters to it; everything else is what most tests want: a node
 * called {@code node1}, 4 shards, segments and tables of 64 KiB, runs merged by threes, the whole journal kept, no
 * archive.
 */
public final class SmallDatabase {
    private final Path directory;
    private String nodeId = "node1";
    private int shards = 4;
    private long segmentBytes = 64 * 1024;
    private Retention retention = Retention.all();
    private long tableBytes = 64 * 1024;
    private int fan = 3;
    private long queueBytes = 64 << 20;
    private ArchiveOptions archive;
    private Merging merging = Merging.FREE;

    private SmallDatabase(Path directory) {
        this.directory = directory;
    }

    public static SmallDatabase in(Path directory) {
        return new SmallDatabase(directory);
    }

    /** @param id null for one that the database chooses */
    public SmallDatabase named(String id) {
        nodeId = id;
        return this;
    }

    public SmallDatabase shards(int count) {
        shards = count;
        return this;
    }

    public SmallDatabase segments(long bytes) {
        segmentBytes = bytes;
        return this;
    }

    /** How much of the journal is kept behind the runs. */
    public SmallDatabase keeping(Retention some) {
        retention = some;
        return this;
    }

    /** How large a table gets before it becomes a run. */
    public SmallDatabase tables(long bytes) {
        tableBytes = bytes;
        return this;
    }

    /** How many runs of a level become one. */
    public SmallDatabase fan(int runs) {
        fan = runs;
        return this;
    }

    /** How many bytes of appends may wait. */
    public SmallDatabase queue(long bytes) {
        queueBytes = bytes;
        return this;
    }

    private boolean others;

    public SmallDatabase archivedTo(Path folder, ArchiveRetention kept) {
        archive = new ArchiveOptions(folder, kept);
        return this;
    }

    public SmallDatabase merging(Merging held) {
        merging = held;
        return this;
    }

    /** Other nodes have copies. */
    public SmallDatabase amongOthers() {
        others = true;
        return this;
    }

    public DatabaseOptions options() {
        return new DatabaseOptions(
                directory,
                nodeId,
                shards,
                segmentBytes,
                retention,
                tableBytes,
                fan,
                queueBytes,
                archive,
                merging,
                others);
    }
}
