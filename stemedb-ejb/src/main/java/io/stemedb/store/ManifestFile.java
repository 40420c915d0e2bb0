package io.stemedb.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.stemedb.files.CheckedText;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads and replaces the manifest: a first line with the CRC32C and length of the rest, then JSON, so that a person can
 * read it and a flipped bit is known.
 */
final class ManifestFile {
    static final String NAME = "manifest";
    private static final String TEMPORARY = "manifest.tmp";
    private static final CheckedText FORM = new CheckedText("STEMEDB-MANIFEST 1 ");

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
     * @throws ManifestInDoubtException if a start may find either; at any other failure it finds the one before
     */
    void replace(Manifest manifest) throws IOException {
        Path temporary = path.resolveSibling(TEMPORARY);
        disk.delete(temporary);
        try (DiskFile file = disk.create(temporary)) {
            file.write(ByteBuffer.wrap(FORM.of(toJson(manifest))), 0);
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
        CheckedText.Read read;
        try (DiskFile file = opener.open(path)) {
            read = FORM.read(CheckedText.bytesOf(file));
        }
        if (read.state() != CheckedText.State.WELL) {
            throw new StoreDamagedException(path, fault(read.state()));
        }
        return fromJson(read.body());
    }

    private static String fault(CheckedText.State state) {
        return switch (state) {
            case CUT -> "the manifest is cut";
            case FOREIGN -> "this is no manifest of a format that this version reads";
            case OTHER_DIGITS -> "an earlier version has written the manifest in a locale with other digits";
            default -> "the manifest fails its check";
        };
    }

    private static byte[] toJson(Manifest manifest) throws IOException {
        return ManifestJson.write(out -> {
            out.writeStringField("store", Long.toHexString(manifest.store()));
            out.writeNumberField("next_run", manifest.nextRun());
            out.writeNumberField("flushed_lsn", manifest.flushedLsn());
            ManifestCounts.write(out, manifest.counted());
            if (!manifest.dropped().isEmpty()) {
                out.writeStringField(
                        "dropped",
                        manifest.dropped().stream().map(String::valueOf).collect(Collectors.joining(" ")));
            }
            out.writeArrayFieldStart("runs");
            for (RunEntry run : manifest.runs()) {
                writeRun(out, run);
            }
            out.writeEndArray();
        });
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
        ManifestJson.writeCounts(out, "shards", run.shards());
        if (!run.twins().isEmpty() || run.ids() != run.records()) {
            out.writeNumberField("ids", run.ids());
            ManifestJson.writeCounts(out, "twins", run.twins());
        }
        out.writeEndObject();
    }

    private static Manifest fromJson(byte[] body) throws IOException {
        ManifestCounts counts = new ManifestCounts();
        List<RunEntry> runs = new ArrayList<>();
        Map<String, String> plain = ManifestJson.read(body, (name, in) -> {
            if (name.equals("runs")) {
                runs.add(readRun(in));
            } else {
                counts.read(name, in);
            }
        });
        return new Manifest(
                Long.parseUnsignedLong(plain.get("store"), 16),
                Long.parseLong(plain.get("next_run")),
                Long.parseLong(plain.get("flushed_lsn")),
                counts.counted(Long.parseLong(plain.get("clock")), plain.get("given_clock")),
                List.copyOf(runs),
                numbers(plain.getOrDefault("dropped", "")));
    }

    private static Set<Integer> numbers(String text) {
        return text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(" ")).map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static RunEntry readRun(JsonParser in) throws IOException {
        Map<Integer, Long> shards = new TreeMap<>();
        Map<Integer, Long> twins = new TreeMap<>();
        Map<String, String> plain = ManifestJson.members(
                in, (name, counts) -> (name.equals("twins") ? twins : shards).putAll(ManifestJson.counts(counts)));
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
                shards,
                Long.parseLong(plain.getOrDefault("ids", plain.get("records"))),
                twins);
    }
}
