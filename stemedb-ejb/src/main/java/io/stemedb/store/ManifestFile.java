package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Reads and replaces the manifest: a first line with the CRC32C and length of the rest, then JSON, so that a person can
 * read it and a flipped bit is known.
 */
final class ManifestFile {
    static final String NAME = "manifest";
    private static final String TEMPORARY = "manifest.tmp";
    private static final String MAGIC = "STEMEDB-MANIFEST 1 ";
    private static final int FIRST_LINE = MAGIC.length() + 8 + 1 + 10 + 1;
    private static final JsonFactory JSON = new JsonFactory();

    private final Disk disk;
    private final Path path;

    ManifestFile(Disk disk, Path directory) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return disk.exists(path);
    }

    /**
     * Puts a manifest in the place of the one before, durably.
     *
     * @throws ManifestInDoubtException where a start may find either; at any other failure it finds the one before
     */
    void replace(Manifest manifest) throws IOException {
        byte[] body = toJson(manifest);
        String first = String.format(Locale.ROOT, "%s%08x %010d\n", MAGIC, check(body), body.length);
        Path temporary = path.resolveSibling(TEMPORARY);
        disk.delete(temporary);
        try (DiskFile file = disk.create(temporary)) {
            file.write(ByteBuffer.wrap(first.getBytes(UTF_8)), 0);
            file.write(ByteBuffer.wrap(body), FIRST_LINE);
            file.force();
        }
        try {
            disk.rename(temporary, path);
            disk.forceDirectory(path.getParent());
        } catch (IOException e) {
            throw new ManifestInDoubtException(e);
        }
    }

    /** The manifest on disk. */
    Manifest read() throws IOException {
        return read(disk::openToRead);
    }

    /** The manifest as the disk has it now, whatever the system keeps of it in memory. */
    Manifest readPastCache() throws IOException {
        return read(disk::openPastCache);
    }

    private interface Opener {
        DiskFile open(Path path) throws IOException;
    }

    private Manifest read(Opener opener) throws IOException {
        if (!exists()) {
            throw new StoreDamagedException(path, "the manifest is missing");
        }
        byte[] bytes;
        try (DiskFile file = opener.open(path)) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(all, 0);
            bytes = all.array();
        }
        if (bytes.length < FIRST_LINE) {
            throw new StoreDamagedException(path, "the manifest is cut");
        }
        String first = new String(bytes, 0, FIRST_LINE, UTF_8);
        if (!first.startsWith(MAGIC)) {
            throw new StoreDamagedException(path, "this is no manifest of a format that this version reads");
        }
        byte[] body = new byte[bytes.length - FIRST_LINE];
        System.arraycopy(bytes, FIRST_LINE, body, 0, body.length);
        if (!first.equals(String.format(Locale.ROOT, "%s%08x %010d\n", MAGIC, check(body), body.length))) {
            throw new StoreDamagedException(
                    path,
                    first.chars().allMatch(c -> c < 0x80)
                            ? "the manifest fails its check"
                            : "an earlier version has written the manifest in a locale with other digits");
        }
        return fromJson(body);
    }

    private static int check(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body, 0, body.length);
        return (int) crc.getValue();
    }

    private static byte[] toJson(Manifest manifest) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            out.writeStringField("store", Long.toHexString(manifest.store()));
            out.writeNumberField("next_run", manifest.nextRun());
            out.writeNumberField("flushed_lsn", manifest.flushedLsn());
            out.writeNumberField("clock", manifest.clock());
            out.writeObjectFieldStart("dots");
            for (Map.Entry<Long, Map<Integer, Long>> recorder : manifest.dots().entrySet()) {
                writeCounts(out, Long.toHexString(recorder.getKey()), recorder.getValue());
            }
            out.writeEndObject();
            out.writeArrayFieldStart("runs");
            for (RunEntry run : manifest.runs()) {
                writeRun(out, run);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString().getBytes(UTF_8);
    }

    private static void writeRun(JsonGenerator out, RunEntry run) throws IOException {
        out.writeStartObject();
        out.writeNumberField("number", run.number());
        out.writeNumberField("level", run.level());
        out.writeNumberField("records", run.records());
        out.writeNumberField("from_lsn", run.fromLsn());
        out.writeNumberField("to_lsn", run.toLsn());
        out.writeStringField("first_key", run.firstKey());
        out.writeStringField("last_key", run.lastKey());
        out.writeNumberField("file_bytes", run.fileBytes());
        out.writeNumberField("side_bytes", run.sideBytes());
        out.writeStringField("side_crc32c", Integer.toHexString(run.sideCheck()));
        writeCounts(out, "shards", run.shards());
        out.writeEndObject();
    }

    private static void writeCounts(JsonGenerator out, String name, Map<Integer, Long> counts) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<Integer, Long> count : counts.entrySet()) {
            out.writeNumberField(Integer.toString(count.getKey()), count.getValue());
        }
        out.writeEndObject();
    }

    /** The bytes passed their check, so a shape other than the one written is a bug or a later format, not damage. */
    private Manifest fromJson(byte[] body) throws IOException {
        Map<String, String> plain = new TreeMap<>();
        Map<Long, Map<Integer, Long>> dots = new TreeMap<>();
        List<RunEntry> runs = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (value == JsonToken.START_ARRAY) {
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        runs.add(readRun(in));
                    }
                } else if (value == JsonToken.START_OBJECT) {
                    while (in.nextToken() == JsonToken.FIELD_NAME) {
                        long recorder = Long.parseUnsignedLong(in.currentName(), 16);
                        in.nextToken();
                        dots.put(recorder, readCounts(in));
                    }
                } else {
                    plain.put(name, in.getText());
                }
            }
        }
        return new Manifest(
                Long.parseUnsignedLong(plain.get("store"), 16),
                Long.parseLong(plain.get("next_run")),
                Long.parseLong(plain.get("flushed_lsn")),
                Long.parseLong(plain.get("clock")),
                dots,
                List.copyOf(runs));
    }

    private static RunEntry readRun(JsonParser in) throws IOException {
        Map<String, String> plain = new TreeMap<>();
        Map<Integer, Long> shards = Map.of();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            if (in.nextToken() == JsonToken.START_OBJECT) {
                shards = readCounts(in);
            } else {
                plain.put(name, in.getText());
            }
        }
        return new RunEntry(
                Long.parseLong(plain.get("number")),
                Integer.parseInt(plain.get("level")),
                Long.parseLong(plain.get("records")),
                Long.parseLong(plain.get("from_lsn")),
                Long.parseLong(plain.get("to_lsn")),
                plain.get("first_key"),
                plain.get("last_key"),
                Long.parseLong(plain.get("file_bytes")),
                Long.parseLong(plain.get("side_bytes")),
                Integer.parseUnsignedInt(plain.get("side_crc32c"), 16),
                shards);
    }

    private static Map<Integer, Long> readCounts(JsonParser in) throws IOException {
        Map<Integer, Long> counts = new TreeMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            int key = Integer.parseInt(in.currentName());
            in.nextToken();
            counts.put(key, in.getLongValue());
        }
        return counts;
    }
}
