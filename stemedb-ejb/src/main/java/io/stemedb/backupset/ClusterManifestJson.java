package io.stemedb.backupset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Times;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The manifest of a cluster as JSON, which an operator reads with his own tools. Its last member is the CRC32C of all
 * bytes before it.
 */
final class ClusterManifestJson {
    private static final int FORMAT = 1;
    private static final String CHECK = "crc32c";
    private static final Set<String> MEMBERS = Set.of(
            "format",
            "cluster_name",
            "cluster_id",
            "shard_count",
            "factor",
            "begun_at",
            "complete",
            "covers",
            "missing",
            "nodes",
            CHECK);

    private ClusterManifestJson() {}

    static byte[] write(ClusterManifest manifest) {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("format").number(FORMAT);
        out.name("cluster_name").string(manifest.about().name());
        out.name("cluster_id").string(manifest.about().id());
        out.name("shard_count").number(manifest.about().shardCount());
        out.name("factor").number(manifest.about().factor());
        out.name("begun_at").string(Times.format(manifest.begun()));
        out.name("complete").bool(manifest.complete());
        out.name("covers").bool(manifest.covers());
        out.name("missing").beginObject();
        manifest.missing().forEach((node, why) -> out.name(node).string(why));
        out.endObject();
        out.name("nodes").beginArray();
        manifest.nodes().forEach(one -> one.writeTo(out));
        out.endArray();
        byte[] checked = out.toByteArray();
        out.name(CHECK).string(check(checked, checked.length));
        return out.endObject().newLine().toByteArray();
    }

    /**
     * Reads what {@link #write} wrote, or a version that wrote no check.
     *
     * @throws StemeException if it is something else, torn or changed
     * @throws IllegalArgumentException likewise
     */
    static ClusterManifest read(byte[] file) {
        JsonObject json = JsonReader.object(file, JsonLimits.DEFAULT);
        Integer format = json.integer("format");
        if (format == null || format != FORMAT) {
            throw new IllegalArgumentException("its format is " + format + ", and this version reads " + FORMAT);
        }
        refuseChanged(json.text(CHECK), file);
        json.refuseUnknown(MEMBERS);
        for (String member : MEMBERS) {
            if (!member.equals(CHECK)) {
                require(json, member);
            }
        }
        ClusterManifest manifest = manifest(json);
        if (json.bool("complete") != manifest.complete()) {
            throw new IllegalArgumentException("what it says of being complete does not follow from the rest");
        }
        return manifest;
    }

    private static void refuseChanged(String check, byte[] file) {
        if (check == null) {
            return;
        }
        byte[] end = (",\"" + CHECK + "\":\"" + check + "\"}\n").getBytes(UTF_8);
        int checked = file.length - end.length;
        boolean atEnd = checked >= 0 && Arrays.equals(file, checked, file.length, end, 0, end.length);
        if (!atEnd || !check.equals(check(file, checked))) {
            throw new IllegalArgumentException("it fails its check: it is damaged, or was written anew by somebody");
        }
    }

    private static String check(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static ClusterManifest manifest(JsonObject json) {
        ClusterManifest.About about = new ClusterManifest.About(
                json.text("cluster_name"),
                json.text("cluster_id"),
                json.integer("shard_count"),
                json.integer("factor"));
        SortedMap<String, String> missing = new TreeMap<>();
        JsonObject reasons = below(json, "missing");
        reasons.names().forEach(node -> missing.put(node, reasons.text(node)));
        List<NodeBackup> nodes = new ArrayList<>();
        json.objects("nodes").forEach(one -> nodes.add(node(one)));
        long begun = Times.parse("/begun_at", json.text("begun_at"));
        return new ClusterManifest(about, begun, json.bool("covers"), List.copyOf(nodes), missing);
    }

    private static NodeBackup node(JsonObject json) {
        for (String member : List.of("node_id", "folder", "lsn", "have")) {
            require(json, member);
        }
        return new NodeBackup(
                plain(json.text("node_id")),
                folder(json.text("folder")),
                json.number("lsn").longValueExact(),
                json.has("store") ? json.text("store") : "",
                Holdings.of(below(json, "have")));
    }

    /** Its last part is looked for beside the manifest. */
    private static String folder(String folder) {
        plain(folder.substring(folder.lastIndexOf('/') + 1));
        return folder;
    }

    /** A name that leads nowhere else. */
    private static String plain(String name) {
        boolean odd = name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\');
        if (odd || name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("it names a node or a folder that is no name of a file");
        }
        return name;
    }

    private static JsonObject below(JsonObject json, String name) {
        return JsonReader.object(json.object(name).utf8(), JsonLimits.DEFAULT);
    }

    private static void require(JsonObject json, String member) {
        if (!json.has(member)) {
            throw new IllegalArgumentException("it has no member " + member);
        }
    }
}
