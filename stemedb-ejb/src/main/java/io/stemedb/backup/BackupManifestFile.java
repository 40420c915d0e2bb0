package io.stemedb.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.stemedb.files.CheckedText;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.merkle.Roots;
import io.stemedb.recorder.Identity;
import io.stemedb.store.ManifestJson;
import io.stemedb.store.Recorders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes the manifest of a backup: a first line with the CRC32C and length of the rest, then JSON. */
final class BackupManifestFile {
    private static final CheckedText FORM = new CheckedText("STEMEDB-BACKUP 1 ");

    private BackupManifestFile() {}

    static void write(Disk disk, Path backup, BackupManifest manifest) throws IOException {
        WholeFiles.write(disk, backup.resolve(BackupLayout.MANIFEST), FORM.of(toJson(manifest)));
    }

    /** @throws BackupDamagedException if it is missing or damaged, or of a format that this version does not read */
    static BackupManifest read(Disk disk, Path backup) throws IOException {
        Path path = backup.resolve(BackupLayout.MANIFEST);
        if (!disk.exists(path)) {
            throw new IOException(backup + " is no finished backup: it has no file " + BackupLayout.MANIFEST);
        }
        CheckedText.Read read;
        try (DiskFile file = disk.openToRead(path)) {
            read = FORM.read(CheckedText.bytesOf(file));
        }
        if (read.state() != CheckedText.State.WELL) {
            throw new BackupDamagedException(
                    path, 0, "it fails its check, or is of a format that this version does not read");
        }
        return fromJson(read.body());
    }

    private static byte[] toJson(BackupManifest manifest) throws IOException {
        return ManifestJson.write(out -> {
            out.writeNumberField("format", manifest.identity().format());
            out.writeStringField("node_id", manifest.identity().nodeId());
            out.writeStringField("cluster_id", manifest.identity().clusterId());
            out.writeNumberField("shards", manifest.identity().shardCount());
            out.writeStringField("store", Long.toHexString(manifest.identity().store()));
            out.writeStringField(
                    "recorder", Long.toHexString(manifest.identity().recorder()));
            out.writeStringField("former", manifest.identity().recorders().formerText());
            out.writeNumberField("flushed_lsn", manifest.flushedLsn());
            out.writeNumberField("lsn", manifest.lsn());
            out.writeNumberField("clock", manifest.clock());
            out.writeNumberField("begun", manifest.begun());
            out.writeNumberField("ended", manifest.ended());
            out.writeNumberField("new_bytes", manifest.newBytes());
            ManifestJson.writeCounts(out, "records", manifest.shards());
            out.writeObjectFieldStart("roots");
            for (Map.Entry<Integer, Roots> shard : manifest.roots().entrySet()) {
                Roots roots = shard.getValue();
                out.writeStringField(Integer.toString(shard.getKey()), roots.content() + " " + roots.record());
            }
            out.writeEndObject();
            out.writeArrayFieldStart("files");
            for (BackedUpFile file : manifest.files()) {
                write(out, file);
            }
            out.writeEndArray();
        });
    }

    private static void write(JsonGenerator out, BackedUpFile file) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", file.name());
        out.writeNumberField("bytes", file.bytes());
        out.writeStringField("crc32c", Integer.toHexString(file.check()));
        out.writeBooleanField("copied", file.copied());
        out.writeEndObject();
    }

    private static BackupManifest fromJson(byte[] body) throws IOException {
        Map<Integer, Long> shards = new TreeMap<>();
        Map<Integer, Roots> roots = new TreeMap<>();
        List<BackedUpFile> files = new ArrayList<>();
        Map<String, String> plain = ManifestJson.read(body, (name, in) -> {
            switch (name) {
                case "files" -> files.add(file(in));
                case "roots" ->
                    ManifestJson.members(in).forEach((shard, pair) -> roots.put(Integer.valueOf(shard), roots(pair)));
                default -> shards.putAll(ManifestJson.counts(in));
            }
        });
        long store = Long.parseUnsignedLong(plain.get("store"), 16);
        Identity identity = new Identity(
                Integer.parseInt(plain.get("format")),
                plain.get("node_id"),
                plain.get("cluster_id"),
                Integer.parseInt(plain.get("shards")),
                store,
                Recorders.read(plain, store));
        return new BackupManifest(
                identity,
                Long.parseLong(plain.get("flushed_lsn")),
                Long.parseLong(plain.get("lsn")),
                Long.parseLong(plain.get("clock")),
                Long.parseLong(plain.get("begun")),
                Long.parseLong(plain.get("ended")),
                Long.parseLong(plain.get("new_bytes")),
                shards,
                roots,
                List.copyOf(files));
    }

    private static Roots roots(String pair) {
        String[] both = pair.split(" ", 2);
        return new Roots(both[0], both[1]);
    }

    private static BackedUpFile file(JsonParser in) throws IOException {
        Map<String, String> of = ManifestJson.members(in);
        if (!of.get("name").matches("(db|wal)/[A-Za-z0-9][A-Za-z0-9.-]*")) { // a restore writes where a name says
            throw new IOException("a backup names a file that none has: " + of.get("name"));
        }
        return new BackedUpFile(
                of.get("name"),
                Long.parseLong(of.get("bytes")),
                Integer.parseUnsignedInt(of.get("crc32c"), 16),
                Boolean.parseBoolean(of.get("copied")));
    }
}
