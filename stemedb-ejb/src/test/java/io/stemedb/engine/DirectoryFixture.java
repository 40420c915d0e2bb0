package io.stemedb.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.AssertionJson;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.LocalDisk;
import io.stemedb.intake.BatchReport;
import io.stemedb.intake.Batches;
import io.stemedb.intake.Settled;
import io.stemedb.intake.Writes;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.source.SourceUpdate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the directory of this version that later versions are held to:
 * {@code DirectoryFixture sample.ndjson empty-folder fixture.zip}. Run once for a release whose format differs from the
 * one before, then never again for it.
 */
final class DirectoryFixture {
    private static final int CLAIMS = 700;
    private static final int BATCH = 50;

    private DirectoryFixture() {}

    private static DatabaseOptions options(Path directory) {
        return SmallDatabase.in(directory)
                .shards(64)
                .segments(256 << 10)
                .tables(48 << 10)
                .options();
    }

    /** The directory, open, with its background work done on the calling thread. */
    static Database open(Path directory) throws IOException {
        Surroundings around = OneThread.on(new LocalDisk()).surroundings();
        return Database.open(options(directory), around, recorded -> {});
    }

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[1]);
        try (Engine engine = SmallEngine.open(options(directory))) {
            load(engine, Files.readAllLines(Path.of(args[0])).subList(0, CLAIMS));
        }
        open(directory).close(); // which merges what was due
        pack(directory, Path.of(args[2]));
        try (Database database = open(directory)) {
            Files.writeString(Path.of(args[2] + ".held"), String.join("\n", records(database)) + "\n");
        }
    }

    private static void load(Engine engine, List<String> lines) throws IOException {
        for (int at = 0; at < lines.size(); at += BATCH) {
            byte[] batch = String.join("\n", lines.subList(at, at + BATCH)).getBytes(UTF_8);
            engine.batches()
                    .run(new ByteArrayInputStream(batch), new Batches.Options("countries", false, ""), new Quiet());
        }
        Recorded first = write(engine, lines.get(0), new Writes.Caller("", "a-key"));
        Settled.of(engine.sources()
                .register("editor", SourceUpdate.read(json("{\"kind\":\"person\",\"authority\":0.9}"))));
        String mine = "{\"concept_path\":\"a/b\",\"predicate\":\"p\",\"source\":\"editor\",\"value\":";
        Recorded one = write(engine, mine + "[1,{\"x\":\"\u00e9\"}],\"valid_to\":\"2031-01-01T00:00:00Z\"}", nobody());
        Recorded two = write(engine, mine + "2,\"confidence\":0.25,\"supersedes\":\"" + one.id() + "\"}", nobody());
        Settled.of(engine.writes().retract(two.id(), "editor", "a slip", nobody()));
        Settled.of(engine.writes().retract(first.id(), "editor", "not mine, so without effect", nobody()));
    }

    private static Writes.Caller nobody() {
        return new Writes.Caller("", null);
    }

    private static Recorded write(Engine engine, String line, Writes.Caller caller) {
        return Settled.of(engine.writes().write(ClaimReader.read(json(line), Limits.DEFAULT), caller))
                .recorded();
    }

    private static JsonObject json(String text) {
        return JsonReader.object(text.getBytes(UTF_8), Limits.DEFAULT.json());
    }

    /** Everything held, a line each: what clients see of a record, and its dot. */
    static TreeSet<String> records(Database database) {
        TreeSet<String> lines = new TreeSet<>();
        for (boolean system : new boolean[] {false, true}) {
            try (SlotCursor slots =
                    database.reader().slots(new SlotRange(SlotRange.Scope.ALL, null, null, null, true, system))) {
                while (slots.next()) {
                    slots.claims()
                            .forEach(recorded ->
                                    lines.add(line(recorded, database.identity().shardCount())));
                }
            }
        }
        return lines;
    }

    private static String line(Recorded recorded, int shardCount) {
        JsonWriter out = new JsonWriter();
        AssertionJson.write(out, recorded, shardCount);
        return new String(out.toByteArray(), UTF_8) + " " + recorded.dot();
    }

    private static void pack(Path directory, Path zip) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    /** Nobody follows this batch. */
    private static final class Quiet implements Batches.Progress {
        @Override
        public void ackedThrough(long line) {}

        @Override
        public void error(BatchReport.LineError error) {
            throw new IllegalStateException(error.toString());
        }
    }
}
