package io.stemedb.scrub;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SmallFile;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** {@code scrub.json}: what the last scrub came to. No data: if it cannot be read, there was none. */
final class LastScrubFile {
    static final String NAME = "scrub.json";
    private static final int MOST_NAMED = 100;

    private final Disk disk;
    private final Path path;

    LastScrubFile(Disk disk, Path directory) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
    }

    LastScrub read() {
        if (!disk.exists(path)) {
            return LastScrub.NEVER;
        }
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(all, 0);
            JsonObject json = JsonReader.object(all.array(), JsonLimits.DEFAULT);
            return new LastScrub(
                    json.number("since").longValueExact(),
                    json.number("ended_at").longValueExact(),
                    json.number("bytes").longValueExact(),
                    json.integer("damages"),
                    texts(json, "journal"),
                    texts(json, "archive"));
        } catch (IOException | RuntimeException unreadable) {
            System.getLogger(LastScrubFile.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} cannot be read: {1}", path, Reason.of(unreadable));
            return LastScrub.NEVER;
        }
    }

    private static List<String> texts(JsonObject json, String name) {
        List<String> texts = json.texts(name);
        return texts == null ? List.of() : texts;
    }

    private static void write(JsonWriter out, String name, List<String> texts) {
        out.name(name).beginArray();
        texts.stream().limit(MOST_NAMED).forEach(out::string);
        out.endArray();
    }

    void write(LastScrub last) throws IOException {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("since").number(last.since());
        out.name("ended_at").number(last.endedAt());
        out.name("bytes").number(last.bytes());
        out.name("damages").number(last.damages());
        write(out, "journal", last.journal());
        write(out, "archive", last.archive());
        out.endObject();
        SmallFile.replace(disk, path, out.toByteArray());
    }
}
