package io.stemedb.backup;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * When the last backup that counts was taken. It is noted in the data directory, so that it outlives restarts, and a
 * backup that was taken while the node was stopped counts too.
 *
 * @param begunAt microseconds since 1970, or 0 if there was none: what was recorded later is not in it
 * @param lsn position that it holds everything before
 * @param folder where it was put
 */
public record LastBackup(long begunAt, long lsn, String folder) {
    public static final LastBackup NEVER = new LastBackup(0, 0, "");

    private static final System.Logger LOGGER = System.getLogger(LastBackup.class.getName());
    private static final String NAME = "backup.json";

    /** What a data directory says. No data: if it cannot be read, there was none. */
    public static LastBackup read(Disk disk, Path directory) {
        Path path = directory.resolve(NAME);
        if (!disk.exists(path)) {
            return NEVER;
        }
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(all, 0);
            JsonObject json = JsonReader.object(all.array(), JsonLimits.DEFAULT);
            return new LastBackup(
                    json.number("begun_at").longValueExact(), json.number("lsn").longValueExact(), json.text("folder"));
        } catch (IOException | RuntimeException unreadable) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} cannot be read: {1}", path, Reason.of(unreadable));
            return NEVER;
        }
    }

    /** Notes it; the backup counts even if that fails. */
    void write(Disk disk, Path directory) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("begun_at").number(begunAt);
        out.name("lsn").number(lsn);
        out.name("folder").string(folder);
        out.endObject();
        try {
            WholeFiles.write(disk, directory.resolve(NAME), out.toByteArray());
        } catch (IOException failed) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the backup {0} is well, but cannot be noted in {1}: {2}",
                    folder,
                    directory,
                    Reason.of(failed));
        }
    }
}
